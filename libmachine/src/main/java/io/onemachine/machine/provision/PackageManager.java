package io.onemachine.machine.provision;

import java.util.List;

/** What installs packages on a host. {@code packages.sh} says which functions the scripts of each define. */
enum PackageManager {
    APT("packages-apt.sh"),
    /** dnf 4 and 5, yum 3 and tdnf. */
    DNF("packages-rpm.sh packages-dnf.sh"),
    ZYPPER("packages-rpm.sh packages-zypper.sh"),
    PACMAN("packages-pacman.sh"),
    APK("packages-apk.sh"),
    /** None that this program knows, or one that must not be used. */
    NONE("");

    /** Names, separated by blanks. */
    private final String scripts;

    PackageManager(String scripts) {
        this.scripts = scripts;
    }

    /** Returns the scripts to run before one that installs packages. */
    List<String> scripts() {
        return HostFacts.words(scripts);
    }
}
