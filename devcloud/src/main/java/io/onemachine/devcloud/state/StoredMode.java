package io.onemachine.devcloud.state;

import io.onemachine.devcloud.cloud.Permissions;

/** Permissions as octal digits: {@code 640}. */
final class StoredMode {

    private static final int OCTAL = 8;

    private StoredMode() {}

    static String of(Permissions permissions) {
        return Integer.toOctalString(permissions.mode());
    }

    static Permissions permissions(String mode) {
        return new Permissions(Integer.parseInt(mode, OCTAL));
    }
}
