package io.onemachine.driver.opennebula.plan;

import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Prepares the login on an image that has cloud-init, whose OpenNebula data source runs no {@code START_SCRIPT}: adds two parts of this
 * program to the user data.
 *
 * <ul>
 *   <li>{@code text/cloud-boothook}: the start script. It runs at every boot, before sshd, on a copy of a VM too, which cloud-init takes
 *       for the instance that it was.
 *   <li>{@code text/cloud-config} with {@code ssh_keys}: at the first boot cloud-init deletes the host keys after the boothook has run,
 *       and generates others unless it is given some. And with {@code hostname}, unless the CONTEXT or the user's data names the host: it
 *       would be named for its address.
 * </ul>
 *
 * <p>They come after the user's own parts: cloud-init merges the keys of cloud-configs one by one, and the later one counts. No other key
 * is set here.
 */
final class CloudInit {

    /** The variables by which a CONTEXT names the host. */
    private static final List<String> NAMES = List.of("SET_HOSTNAME", "HOSTNAME");

    private static final String PUBLIC_KEY_FORM = "ssh-ed25519 ";

    private CloudInit() {}

    /** Returns the CONTEXT with the parts added to its user data; unchanged where that does not take them. */
    static Vector addTo(Vector context, String hostName, String sshUser, SshBootstrapKeys login) {
        GivenUserData given = GivenUserData.of(context);
        if (!given.takesParts()) {
            return context;
        }
        List<MimeMessage.Part> parts = new ArrayList<>();
        given.part().ifPresent(parts::add);
        parts.add(MimeMessage.Part.of("text/cloud-boothook", "docker-machine", boothook(sshUser, login)));
        String config = (isNamed(context, given) ? "" : "hostname: \"" + hostName + "\"\n")
                + login.hostKey().map(CloudInit::hostKeys).orElse("");
        if (!config.isEmpty()) {
            parts.add(MimeMessage.Part.of("text/cloud-config", "docker-machine-config", "#cloud-config\n" + config));
        }
        if (given.hasVariables()) {
            return UserData.without(context).with(UserData.KEY, MimeMessage.text(parts, true));
        }
        String encoded = Base64.getEncoder().encodeToString(compressed(MimeMessage.text(parts, false)));
        return UserData.without(context).with(UserData.KEY, encoded).with(UserData.ENCODING, UserData.BASE64);
    }

    private static boolean isNamed(Vector context, GivenUserData given) {
        return NAMES.stream().anyMatch(key -> context.value(key).isPresent())
                || List.of("hostname", "fqdn", "#include").stream().anyMatch(given::mentions);
    }

    private static String boothook(String sshUser, SshBootstrapKeys login) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        assign(script, ContextBuilder.SSH_USER, sshUser);
        assign(script, ContextBuilder.AUTHORIZED_KEY, login.publicKey());
        login.hostKey().ifPresent(key -> assign(script, ContextBuilder.HOST_KEY, ContextBuilder.encoded(key)));
        return script.append(new String(ContextBuilder.startScript(), StandardCharsets.UTF_8))
                .toString();
    }

    private static void assign(StringBuilder script, String name, String value) {
        script.append(name).append("='").append(value.replace("'", "'\\''")).append("'\n");
    }

    private static String hostKeys(SshKeyPair.Generated key) {
        if (!key.publicKey().startsWith(PUBLIC_KEY_FORM)) {
            throw new IllegalArgumentException("a host key is of type Ed25519");
        }
        return "ssh_keys:\n  ed25519_public: " + key.publicKey() + "\n  ed25519_private: |\n"
                + key.privateKey().stripTrailing().indent(4);
    }

    /** cloud-init unpacks user data that is packed with gzip. A CONTEXT is sent, stored and shown with every list of VMs. */
    private static byte[] compressed(String latin1) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
