package io.onemachine.cli.testing;

import io.onemachine.machine.certificate.CertifiedKey;
import io.onemachine.machine.certificate.KeyType;
import io.onemachine.machine.certificate.SharedCertificates;
import io.onemachine.machine.certificate.TlsFiles;
import io.onemachine.machine.progress.Progress;
import io.onemachine.testing.StubEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** A CA and a client certificate for the stores of tests, created once per build because key generation takes seconds. */
public final class TestCertificates {
    private static final List<String> FILES = List.of("ca.pem", "ca-key.pem", "cert.pem", "key.pem");

    private TestCertificates() {}

    private static final class Holder {
        static final Path FOLDER = create();
        static final CertifiedKey SERVER = shared(store())
                .issue("engine", List.of("localhost", "127.0.0.1"), false)
                .server();

        private static Path create() {
            Path store = store();
            shared(store).ensure();
            return store.resolve("certs");
        }
    }

    private static Path store() {
        return Path.of("target", "test-certificates").toAbsolutePath();
    }

    private static SharedCertificates shared(Path store) {
        return new SharedCertificates(
                TlsFiles.in(store),
                store,
                new SharedCertificates.IssueSettings("tester", KeyType.EC, InstantSource.system()),
                Progress.silent());
    }

    /** Starts an engine on this computer that trusts the client certificate, and which it trusts. */
    public static StubEngine engine(Function<String, byte[]> answers) {
        Path ca = Holder.FOLDER.resolve("ca.pem");
        CertifiedKey server = Holder.SERVER;
        return StubEngine.start(ca, server.certificate(), server.key(), answers);
    }

    /** Starts an engine as {@link #engine} does, whose answers depend on more than the path. */
    public static StubEngine engineForRequests(Function<StubEngine.Request, byte[]> answers) {
        CertifiedKey server = Holder.SERVER;
        return StubEngine.startForRequests(
                Holder.FOLDER.resolve("ca.pem"), server.certificate(), server.key(), answers);
    }

    /** Copies the files into a store. */
    public static void copyTo(Path store) {
        try {
            Path folder = Files.createDirectories(store.resolve("certs"));
            for (String file : FILES) {
                Files.copy(Holder.FOLDER.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
