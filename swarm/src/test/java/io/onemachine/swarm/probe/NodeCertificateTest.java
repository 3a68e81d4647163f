package io.onemachine.swarm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.ssh.SshResult;
import io.onemachine.swarm.engine.NodeRole;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeCertificateTest {
    /** Of the form that swarm mode issues: organization, the role as its unit, and the node's id. */
    private static final String OF_MANAGER = """
            -----BEGIN CERTIFICATE-----
            MIIB/zCCAaWgAwIBAgIUfYc+bpOQOxDPLY/2jU1cB0dXIYowCgYIKoZIzj0EAwIw
            VDEWMBQGA1UECgwNaDN3cWt0MGR2dWJ1NzEWMBQGA1UECwwNc3dhcm0tbWFuYWdl
            cjEiMCAGA1UEAwwZaTFtbzAwampnNXh3N3NwMmF4cjc5NXJ5cDAgFw0yNjExMzAy
            MTA4NDVaGA8yMTI2MTEwNjIxMDg0NVowVDEWMBQGA1UECgwNaDN3cWt0MGR2dWJ1
            NzEWMBQGA1UECwwNc3dhcm0tbWFuYWdlcjEiMCAGA1UEAwwZaTFtbzAwampnNXh3
            N3NwMmF4cjc5NXJ5cDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIhEIYffYV2n
            gwhZ5gTR+fLeliF5pNNwInM/94jjL2ylW3JkWOOm3yktCA//eiqzanxtLeUpFLMd
            tJdYK93n3BqjUzBRMB0GA1UdDgQWBBTehxiWZBC1zDJlmiqTUj5Yws0g+zAfBgNV
            HSMEGDAWgBTehxiWZBC1zDJlmiqTUj5Yws0g+zAPBgNVHRMBAf8EBTADAQH/MAoG
            CCqGSM49BAMCA0gAMEUCIQCrxs30m6V+TVsCvngc09UHO0ZcZWxLrTeYql7iph3M
            NQIgdr3wt98YNqTck6A3jltn6peUcu3fJyGWA3uti0Kd6R4=
            -----END CERTIFICATE-----
            """;

    private static final String OF_WORKER = """
            -----BEGIN CERTIFICATE-----
            MIIB/jCCAaOgAwIBAgIUHdP3nICNX+5eWB83mtfGDuZCiikwCgYIKoZIzj0EAwIw
            UzEWMBQGA1UECgwNaDN3cWt0MGR2dWJ1NzEVMBMGA1UECwwMc3dhcm0td29ya2Vy
            MSIwIAYDVQQDDBlpMW1vMDBqamc1eHc3c3AyYXhyNzk1cnlwMCAXDTI2MTEzMDIx
            MDg0NVoYDzIxMjYxMTA2MjEwODQ1WjBTMRYwFAYDVQQKDA1oM3dxa3QwZHZ1YnU3
            MRUwEwYDVQQLDAxzd2FybS13b3JrZXIxIjAgBgNVBAMMGWkxbW8wMGpqZzV4dzdz
            cDJheHI3OTVyeXAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARnf9sTz2pAwsxM
            h+2UdMOYszOh638TSZ5Yj2/ESQD+38dSLdQBmc81yfG3apWj2OX3G9UFPzP5DK0h
            yo+VAzoGo1MwUTAdBgNVHQ4EFgQU9F5wIihhXVN2G6Q8yRPofmGH2f4wHwYDVR0j
            BBgwFoAU9F5wIihhXVN2G6Q8yRPofmGH2f4wDwYDVR0TAQH/BAUwAwEB/zAKBggq
            hkjOPQQDAgNJADBGAiEAj8MZM7JZvPVSwZ5tt7+XE7NSAtReXpRjRetOjpspIAoC
            IQDY2GsW5gFxRX4rPJd/TTMeNnjbHRPOXWY1WcXUljjUlw==
            -----END CERTIFICATE-----
            """;

    private static final String OF_ANOTHER = """
            -----BEGIN CERTIFICATE-----
            MIICADCCAaWgAwIBAgIUL8v3TdjZL0HLek1qAYnl7NlOKHMwCgYIKoZIzj0EAwIw
            VDEWMBQGA1UECgwNaDN3cWt0MGR2dWJ1NzEWMBQGA1UECwwNc3dhcm0td29ya2Vy
            czEiMCAGA1UEAwwZaTFtbzAwampnNXh3N3NwMmF4cjc5NXJ5cDAgFw0yNjExMzAy
            MTA4NDVaGA8yMTI2MTEwNjIxMDg0NVowVDEWMBQGA1UECgwNaDN3cWt0MGR2dWJ1
            NzEWMBQGA1UECwwNc3dhcm0td29ya2VyczEiMCAGA1UEAwwZaTFtbzAwampnNXh3
            N3NwMmF4cjc5NXJ5cDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGIGeNRRDFCm
            c8v+HZFKo/E9TQN1Mkczcrj2+arkepPY4jEo4s0/qOJBwsiqj3SNoZ8UiNPmsIUP
            38vL691GHGGjUzBRMB0GA1UdDgQWBBQQbKhnT4BXHsccoFfVIuUqm2Z3wzAfBgNV
            HSMEGDAWgBQQbKhnT4BXHsccoFfVIuUqm2Z3wzAPBgNVHRMBAf8EBTADAQH/MAoG
            CCqGSM49BAMCA0kAMEYCIQCklHAmr/OVnY9l4YFjY5tjGYbOEWp9XvWJml6S61ZI
            ngIhAMYXVotxOcQEnaabnJhGHOp/fpN6XsHL0fmj1/kCuDt0
            -----END CERTIFICATE-----
            """;

    @Test
    void roleIsTheOrganizationalUnit() {
        assertThat(read(OF_MANAGER)).contains(NodeRole.MANAGER);
        assertThat(read(OF_WORKER)).contains(NodeRole.WORKER);
    }

    @Test
    void nodesOwnCertificateIsTheFirst() {
        assertThat(read("Welcome\n" + OF_WORKER + OF_MANAGER)).contains(NodeRole.WORKER);
    }

    @Test
    void whatIsNoSuchCertificateSaysNothing() {
        assertThat(read("")).isEmpty();
        assertThat(read("cat: permission denied")).isEmpty();
        assertThat(read(OF_WORKER.substring(0, OF_WORKER.length() / 2))).isEmpty();
        assertThat(read(OF_ANOTHER)).isEmpty();
    }

    private static Optional<NodeRole> read(String output) {
        return NodeCertificate.read(new SshResult(0, output, ""));
    }
}
