package io.onemachine.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.certificate.Pem;
import io.onemachine.machine.error.SshException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKeyTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void privateKeysOfEveryFormatAreAccepted() throws IOException {
        assertThat(read(Pem.encode("RSA PRIVATE KEY", new byte[9])).encrypted()).isFalse();
        assertThat(read(Pem.encode("EC PRIVATE KEY", new byte[9])).encrypted()).isFalse();
        assertThat(read(Pem.encode("PRIVATE KEY", new byte[9])).encrypted()).isFalse();
        assertThat(read(openssh("none")).encrypted()).isFalse();
        assertThat(UserKey.read(SshKeyPair.createIn(folder, SshKeyType.RSA).privateKeyFile())
                        .encrypted())
                .isFalse();
    }

    @Test
    void encryptedKeysAreDetected() throws IOException {
        String classic = Pem.encode("RSA PRIVATE KEY", new byte[9])
                .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n");
        assertThat(read(classic).encrypted()).isTrue();
        assertThat(read(Pem.encode("ENCRYPTED PRIVATE KEY", new byte[9])).encrypted())
                .isTrue();
        assertThat(read(openssh("aes256-ctr")).encrypted()).isTrue();
    }

    @Test
    void errorNamesWhatAnUnsuitableFileIs() throws IOException {
        SshKeyPair pair = SshKeyPair.createIn(folder, SshKeyType.RSA);
        assertThatThrownBy(() -> UserKey.read(folder.resolve("id_rsa.pub")))
                .isInstanceOf(SshException.class)
                .hasMessage(folder + "/id_rsa.pub holds a public key where the private one is asked for");
        assertThatThrownBy(() -> read(Pem.encode("PUBLIC KEY", new byte[9]))).hasMessageContaining("a public key");
        assertThatThrownBy(() -> read("PuTTY-User-Key-File-3: ssh-rsa\n")).hasMessageContaining("PuTTY's format");
        assertThatThrownBy(() -> read("hello\n")).hasMessageStartingWith("There is no SSH private key in ");
        assertThatThrownBy(() -> read("")).hasMessageStartingWith("There is no SSH private key in ");
        assertThatThrownBy(() -> read(Pem.encode("OPENSSH PRIVATE KEY", new byte[40])))
                .hasMessageContaining("damaged");
        String whole = Files.readString(pair.privateKeyFile());
        assertThatThrownBy(() -> read(whole.substring(0, 300))).hasMessageContaining("cut off");
        assertThatThrownBy(() -> UserKey.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> UserKey.read(folder.resolve("nosuch")))
                .hasMessage("SSH key does not exist: \"" + folder.resolve("nosuch") + "\"");
    }

    @Test
    void copyNeverReplacesAnotherFileOfTheMachine() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), Pem.encode("RSA PRIVATE KEY", new byte[9]));
        Path machine = Files.createDirectory(folder.resolve("machine"));

        Path copy = UserKey.read(key).copyTo(machine);

        assertThat(copy).isEqualTo(machine.resolve("ssh-key.pem")).hasSameTextualContentAs(key);
        assertThat(machine.toFile().list()).containsExactly("ssh-key.pem");
    }

    private UserKey read(String text) throws IOException {
        return UserKey.read(Files.writeString(folder.resolve("key"), text));
    }

    /** The beginning of a key in OpenSSH's own format, which is all that is read here. */
    private static String openssh(String cipher) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.write("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        data.writeInt(cipher.length());
        data.write(cipher.getBytes(StandardCharsets.US_ASCII));
        data.write(new byte[64]);
        return Pem.encode("OPENSSH PRIVATE KEY", bytes.toByteArray());
    }
}
