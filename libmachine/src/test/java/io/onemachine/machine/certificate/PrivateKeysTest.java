package io.onemachine.machine.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.CertificateException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    /** Created for this test by openssl ecparam -genkey -name prime256v1. */
    private static final String EC_KEY = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIN4kt2JT2G/z3AT5Ef974+En7nR6ID2YCCZmW0W8tG+xoAoGCCqGSM49
            AwEHoUQDQgAEbtabtZIa10hgieiwWcITUNKe8m1WuMMjyL04ptt2WU/UPQlP1sD9
            N1wLr2YdMN4QREZYYmCaBKO7PztT4XyH0w==
            -----END EC PRIVATE KEY-----
            """;

    @Test
    void rsaKeySurvivesARoundTrip() throws GeneralSecurityException {
        String pem = PrivateKeys.write(pair("RSA"));
        assertThat(pem).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");

        PrivateKey key = PrivateKeys.read(pem, "key.pem");

        assertThat(key.getAlgorithm()).isEqualTo("RSA");
        assertThat(PrivateKeys.writeRsa(key)).isEqualTo(pem);
        assertThat(PrivateKeys.read(Pem.encode("PRIVATE KEY", key.getEncoded()), "pkcs8.pem"))
                .isEqualTo(key);
    }

    @Test
    void ecKeysSurviveARoundTripAndHaveTheLengthOfTheirCurve() throws GeneralSecurityException {
        for (int i = 0; i < 600; i++) { // one in 256 begins with a zero
            KeyPair pair = pair("EC");
            String pem = PrivateKeys.write(pair);
            assertThat(((ECPrivateKey) PrivateKeys.read(pem, "ec.pem")).getS())
                    .isEqualTo(((ECPrivateKey) pair.getPrivate()).getS());
            assertThat(pem).startsWith("-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEI");
        }
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }

    @Test
    void ecKeyOfOpensslIsRead() {
        PrivateKey key = PrivateKeys.read(EC_KEY, "ec.pem");

        assertThat(key)
                .isInstanceOfSatisfying(
                        ECPrivateKey.class,
                        ec -> assertThat(ec.getParams().getOrder().bitLength()).isEqualTo(256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no key",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n",
                "-----BEGIN RSA PRIVATE KEY-----\n!!!!\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nMAMCAQA=\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAMCAQA=\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMIT/////\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----\n",
            })
    void damagedKeysAreErrorsThatNameTheFile(String pem) {
        assertThatThrownBy(() -> PrivateKeys.read(pem, "/store/key.pem"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("/store/key.pem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAMCAQA=\n-----END ENCRYPTED PRIVATE KEY-----\n",
                """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                MAMCAQA=
                -----END RSA PRIVATE KEY-----
                """,
            })
    void encryptedKeysAreRecognized(String pem) {
        assertThatThrownBy(() -> PrivateKeys.read(pem, "key.pem"))
                .isInstanceOfSatisfying(
                        CertificateException.class,
                        e -> assertThat(e.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("passphrase")))
                .hasMessageContaining("is encrypted");
    }
}
