package io.onemachine.e2e.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A machine whose host calls itself a system of another family, and what every family's host has to show.
 *
 * @param cloud where it is
 * @param image the image of the devcloud, which is also the machine's name
 * @param template the name of the template that it is created from
 */
record FamilyHost(Cloud cloud, String image, String template) {
    private static final AtomicInteger PREPARED = new AtomicInteger();

    /** Values that a shell, systemd and OpenRC take apart when they are not quoted. */
    private static final String LABEL = "note=a  b 'c' \"d\" $HOME %n \\x *";

    private static final String VARIABLE = "NOTE=e  f 'g' \"h\" $HOME %n \\x\nsecond line";

    /** Adds the image to the cloud, with a template whose start script runs as root before the login is there. */
    static FamilyHost in(Cloud cloud, String image, String startScript) {
        if (cloud.devcloud("image", "list").succeeds().stdout().contains("\n" + image + "  (not in this cloud)\n")) {
            cloud.devcloud("image", "add", image).succeeds();
        }
        String template = "prepared-" + image + "-" + PREPARED.incrementAndGet();
        cloud.api().call("one.template.allocate", """
                NAME="%3$s" CPU="1" MEMORY="1024" DISK=[IMAGE="%1$s"] NIC=[NETWORK="public"]
                CONTEXT=[NETWORK="YES", START_SCRIPT_BASE64="%2$s"]""".formatted(
                image,
                Base64.getEncoder().encodeToString(("#!/bin/sh\nset -e\n" + startScript + "\n").getBytes(UTF_8)),
                template));
        return new FamilyHost(cloud, image, template);
    }

    private String name() {
        return image.replace('.', '-');
    }

    UserEnvironment user() {
        return cloud.user();
    }

    /** Runs {@code create} with engine options that need quotes. */
    Outcome create(String... more) {
        List<String> options = new ArrayList<>(
                List.of("--opennebula-template-name=" + template, "--engine-label", LABEL, "--engine-env", VARIABLE));
        options.addAll(List.of(more));
        return user().create(name(), options.toArray(String[]::new));
    }

    /** Runs a command of docker-machine on it. */
    Outcome dockerMachine(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(name());
        words.addAll(List.of(arguments));
        return user().dockerMachine(words.toArray(String[]::new));
    }

    /** Runs a script on the host as its user. */
    String says(String script) {
        return dockerMachine("ssh", script).succeeds().stdout();
    }

    /** The engine answers over TLS, runs a container, and has the options as they were given. */
    FamilyHost worksOverTls() {
        Outcome outside = user().run("sh", "-c", """
                eval "$(docker-machine env --shell sh %1$s)"
                docker-machine ssh %1$s cat /usr/share/onemachine/hello.tar | docker import - local/hello >/dev/null
                docker run --rm --network none local/hello echo 'a container says so'
                docker info --format '{{range .Labels}}{{println .}}{{end}}'
                """.formatted(name()));
        outside.succeeds().says("a container says so\n", LABEL + "\n", "provider=opennebula\n");
        return hasVariables();
    }

    private FamilyHost hasVariables() {
        assertThat(asRoot("cat /proc/$(pidof dockerd)/environ").split("\0", -1)).contains(VARIABLE);
        return this;
    }

    /** A container goes on running, with the same process, while the engine gets new certificates. */
    FamilyHost keepsAContainerOverNewCertificates() {
        says("docker run -d --name stays --network none local/hello sleep 3600");
        String before = process("stays");
        user().dockerMachine("regenerate-certs", "-f", name()).succeeds();
        assertThat(process("stays")).isEqualTo(before);
        return worksOverTls();
    }

    private String process(String container) {
        return says("docker inspect -f '{{.State.Running}} {{.State.Pid}} {{.State.StartedAt}}' " + container);
    }

    /** An upgrade of a package that is held is refused with the command that lets it go; without, the engine is newer. */
    FamilyHost upgrades(String hold, String letGo, String told) {
        String before = user().dockerMachine("version", name()).succeeds().stdout();
        asRoot("/usr/share/onemachine/offer both");
        asRoot(hold);
        dockerMachine("upgrade").failsWith(1).complains("The host holds Docker at its version", told);
        assertThat(user().dockerMachine("version", name()).succeeds().stdout()).isEqualTo(before);
        asRoot(letGo);
        dockerMachine("upgrade").succeeds();
        assertThat(user().dockerMachine("version", name()).succeeds().stdout()).isNotEqualTo(before);
        dockerMachine("upgrade").succeeds().says("is the newest version that the host's packages offer");
        return worksOverTls();
    }

    /** The engine is there again after the host was stopped and started. */
    FamilyHost livesThroughStopAndStart() {
        dockerMachine("stop").succeeds();
        assertThat(dockerMachine("status").succeeds().stdout()).isEqualTo("Stopped\n");
        dockerMachine("start").succeeds();
        return worksOverTls();
    }

    /** Setting it up again changes nothing that runs. */
    FamilyHost isProvisionedAgain() {
        String arguments = says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline");
        dockerMachine("provision").succeeds();
        assertThat(says("tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline")).isEqualTo(arguments);
        return this;
    }

    String asRoot(String script) {
        return user().runWithInput(
                        script,
                        List.of(
                                "docker-machine",
                                "ssh",
                                name(),
                                "if [ \"$(id -u)\" = 0 ]; then sh -es;"
                                        + " elif command -v sudo >/dev/null; then sudo -n sh -es; else doas -n sh -es; fi"))
                .succeeds()
                .stdout();
    }

    void isRemoved() {
        user().dockerMachine("rm", "-y", name()).succeeds();
    }
}
