package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AptSettingsTest {

    @Test
    void takesTheMirrorOfThisComputersDebianSource() {
        assertThat(AptSettings.mirror("""
                        DEP-11 http://dep.example/debian/ Debian Debian
                        Packages http://security.example/debian-security/ Debian Debian-Security
                        Packages https://apt.example/debian/ Docker Docker CE
                        Packages https://mirror.example/pub/debian/ Debian Debian
                        """)).isEqualTo("https://mirror.example/pub/debian");
    }

    @Test
    void knowsADebianSourceByItsAddressBeforeTheFirstUpdate() {
        assertThat(AptSettings.mirror(
                        "Packages http://security.example/debian-security/  \nPackages http://m.example/debian/  \n"))
                .isEqualTo("http://m.example/debian");
    }

    @Test
    void fallsBackToDebiansOwnMirror() {
        assertThat(AptSettings.mirror("")).isEqualTo("http://deb.debian.org/debian");
        assertThat(AptSettings.mirror("Packages http://archive.ubuntu.com/ubuntu/ Ubuntu Ubuntu"))
                .isEqualTo("http://deb.debian.org/debian");
        assertThat(AptSettings.mirror("Packages mirror+file:/etc/apt/mirrors/debian.list Debian Debian"))
                .isEqualTo("http://deb.debian.org/debian");
    }

    @Test
    void keepsWhatIsNeededToReachTheMirrorAndNothingElse() {
        assertThat(AptSettings.options("""
                        APT::Architecture "amd64";
                        Acquire::http "";
                        Acquire::http::Proxy "http://proxy.example:3128/";
                        Acquire::https::CaInfo "/etc/ssl/own.pem";
                        Acquire::Check-Valid-Until "false";
                        Acquire::IndexTargets::deb::Packages::MetaKey "x";
                        """))
                .containsExactly(
                        "Acquire::http::Proxy \"http://proxy.example:3128/\";",
                        "Acquire::https::CaInfo \"/etc/ssl/own.pem\";",
                        "Acquire::Check-Valid-Until \"false\";");
    }

    @Test
    void doesWithoutAptWhereAptFails() throws Exception {
        List<String> asked = new ArrayList<>();
        AptSettings settings = AptSettings.read(command -> {
            asked.add(command.argv().getFirst());
            return new CommandResult(100, "E: broken");
        });

        assertThat(settings).isEqualTo(new AptSettings("http://deb.debian.org/debian", List.of()));
        assertThat(asked).containsExactly("apt-get", "apt-config");
    }
}
