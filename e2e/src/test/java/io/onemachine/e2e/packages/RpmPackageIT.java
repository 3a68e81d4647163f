package io.onemachine.e2e.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for RPM systems, by RPM's own tools: installed into an empty root, run, and erased again. */
@Tag("packages")
final class RpmPackageIT {
    private static final String NAME = "docker-machine-opennebula";

    @TempDir
    private Path folder;

    @Test
    void rpmlintFindsNothing() throws IOException {
        UserEnvironment.in(folder)
                .run(
                        "sh",
                        "-c",
                        "rpmlint --config \"$1\" --strict \"$2\" 2>&1",
                        "sh",
                        UserEnvironment.checkout()
                                .resolve("dist/src/main/packages/rpmlint.toml")
                                .toString(),
                        rpm())
                .succeeds()
                .says("0 errors, 0 warnings");
    }

    @Test
    void isWholeAndSaysWhatItIs() throws IOException {
        UserEnvironment computer = UserEnvironment.in(folder);
        computer.run("rpm", "-K", "--nosignature", rpm()).succeeds().says("digests OK");
        computer.run("rpm", "-qp", "--conflicts", "--provides", rpm())
                .succeeds()
                .says("docker-machine\n", "docker-machine = 0.16.2");
        // The libraries of the contained Java are neither required nor provided.
        assertThat(computer.run("rpm", "-qp", "--provides", "--requires", rpm())
                        .succeeds()
                        .stdout())
                .doesNotContain(".so");
        computer.run("rpm", "-qlp", rpm())
                .succeeds()
                .says(
                        "/usr/bin/devcloud\n",
                        "/usr/bin/docker-machine\n",
                        "/usr/bin/docker-machine-driver-opennebula\n",
                        "/usr/share/bash-completion/completions/docker-machine\n",
                        "/usr/share/fish/vendor_completions.d/docker-machine.fish\n",
                        "/usr/share/zsh/site-functions/_docker-machine\n",
                        "/usr/share/man/man1/docker-machine.1.gz\n",
                        "/usr/share/licenses/" + NAME + "/LICENSE\n",
                        "/usr/share/doc/" + NAME + "/sbom.cdx.json\n");
        assertThat(computer.run("rpm", "-qp", "--scripts", rpm()).succeeds().stdout())
                .isEmpty();
    }

    @Test
    void isInstalledVerifiedAndErasedWithoutLeftovers() throws IOException {
        RealHosts.required();
        Path root = Files.createDirectory(folder.resolve("root"));
        inRoot(root, "--install", "--nodeps", rpm());
        assertThat(root.resolve("usr/lib/docker-machine-opennebula/runtime/lib/modules"))
                .isNotEmptyFile();
        assertThat(inRoot(root, "--verify", "--nodeps", NAME)).isEmpty();
        inRoot(root, "--erase", "--nodeps", NAME);
        // RPM's own database, and folders of the system's base package, which an empty root lacks.
        Set<String> others = FreshDebian.filesBelow(
                root, path -> path.matches("|usr|usr/(bin|lib|share)|usr/share/(doc|licenses|man|man/man1)|var(/.*)?"));
        assertThat(others).isEmpty();
    }

    @Test
    void runsFromWhatIsExtracted() throws IOException {
        RealHosts.required();
        Path extracted = Files.createDirectory(folder.resolve("extracted"));
        UserEnvironment computer = UserEnvironment.in(folder);
        computer.at(extracted)
                .run("sh", "-c", "rpm2cpio \"$1\" | cpio --quiet -idm", "sh", rpm())
                .succeeds();
        // Mounted over this computer's /usr, read-only.
        String script = """
                mount -t overlay -o "lowerdir=$1/usr:/usr" overlay /usr || exit 99
                unset JAVA_HOME
                exec setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent \
                    JAVA_TOOL_OPTIONS=-Dx=y /usr/bin/docker-machine version""";
        computer.run("unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh", extracted.toString())
                .succeeds()
                .says("docker-machine version 0.16.2, build onemachine-");
    }

    private static String rpm() throws IOException {
        return Packages.ending(".rpm").toString();
    }

    /** The output of rpm, without the warning of Debian's rpm. */
    private String inRoot(Path root, String... arguments) {
        String[] command = new String[arguments.length + 6];
        command[0] = "rpm";
        command[1] = "--force-debian";
        command[2] = "--root";
        command[3] = root.toString();
        command[4] = "--dbpath";
        command[5] = "/var/lib/rpm";
        System.arraycopy(arguments, 0, command, 6, arguments.length);
        return UserEnvironment.in(folder).run(command).succeeds().stdout();
    }
}
