package io.onemachine.driver.opennebula.plan;

import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Builds the CONTEXT of a machine's VM. A CONTEXT that is given at instantiation replaces the template's, so the template's
 * keys are repeated.
 *
 * <p>All keys are repeated unchanged: OpenNebula refuses a restricted one, such as {@code FILES}, when it differs from the template's,
 * and leaving it out counts as a difference (Template::check_restricted, 6.4 to 7.4). The template's own start script stays unchanged
 * under another name, and this program's script runs it; the two are not merged, because OpenNebula fills in variables in the one and
 * not in the other.
 *
 * <p>An image has OpenNebula's contextualization packages, cloud-init, or both: the start script is given as {@code START_SCRIPT_BASE64}
 * and, by {@link CloudInit}, in the user data. It may run twice, at the same time too.
 */
public final class ContextBuilder {

    public static final String CONTEXT = "CONTEXT";

    private static final String START_SCRIPT = "START_SCRIPT";
    private static final String START_SCRIPT_BASE64 = "START_SCRIPT_BASE64";
    private static final String TEMPLATE_PREFIX = "TEMPLATE_";
    static final String SSH_USER = "DOCKER_SSH_USER";
    static final String AUTHORIZED_KEY = "DOCKER_SSH_PUBLIC_KEY";
    static final String HOST_KEY = "DOCKER_SSH_HOST_KEY";
    private static final String SET_HOSTNAME = "SET_HOSTNAME";
    private static final Pattern VM_NAME = Pattern.compile("\\$NAME(?![A-Za-z0-9_])");
    private static final String SSH_PUBLIC_KEY = "SSH_PUBLIC_KEY";

    private ContextBuilder() {}

    /**
     * Adds the keys that a machine needs.
     *
     * @param inherited the template's CONTEXT
     * @param sshUser the user to log in as
     * @param login the SSH keys
     */
    static Vector merge(Vector inherited, String sshUser, SshBootstrapKeys login) {
        Vector context = renamed(renamed(inherited, START_SCRIPT), START_SCRIPT_BASE64);
        if (context.value(SSH_PUBLIC_KEY).isEmpty()) {
            context = context.with(SSH_PUBLIC_KEY, "$USER[SSH_PUBLIC_KEY]");
        }
        context = context.with("NETWORK", "YES")
                .with(SSH_USER, sshUser)
                .with(AUTHORIZED_KEY, login.publicKey())
                .without(HOST_KEY);
        if (login.hostKey().isPresent()) {
            context = context.with(HOST_KEY, encoded(login.hostKey().get()));
        }
        return context.with(START_SCRIPT_BASE64, Base64.getEncoder().encodeToString(startScript()));
    }

    /** Returns the private half of a host key as the start script takes it. */
    static String encoded(SshKeyPair.Generated hostKey) {
        return Base64.getEncoder().encodeToString(hostKey.privateKey().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Sets the host name where a template names the host after its VM, whose name is not a valid host name: the contextualization packages
     * would fail to set it, or set a part of it, at every boot.
     */
    static Vector withHostName(Vector inherited, String hostName) {
        return inherited
                .value(SET_HOSTNAME)
                .map(given ->
                        inherited.with(SET_HOSTNAME, VM_NAME.matcher(given).replaceAll(hostName)))
                .orElse(inherited);
    }

    private static Vector renamed(Vector context, String key) {
        Optional<String> script = context.value(key).filter(text -> !text.isEmpty());
        Vector without = context.without(key);
        return script.isPresent() ? without.with(TEMPLATE_PREFIX + key, script.get()) : without;
    }

    public static byte[] startScript() {
        try (InputStream in = Objects.requireNonNull(
                ContextBuilder.class.getResourceAsStream("start-script.sh"), "start-script.sh is missing")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
