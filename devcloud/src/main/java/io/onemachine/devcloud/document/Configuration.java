package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Release;
import java.util.List;

/** {@code <OPENNEBULA_CONFIGURATION>}: the settings of a front end that have a meaning here. */
public final class Configuration {

    private Configuration() {}

    /**
     * Returns the document.
     *
     * @param release the release of the front end
     * @param restricted the VM attributes that only administrators may set
     */
    public static String document(Release release, List<String> restricted) {
        Attributes configuration = new Attributes()
                .add("API_LIST_ORDER", "DESC")
                .add("DATASTORE_CAPACITY_CHECK", "yes")
                .add("DB", new Attributes.Vector().with("BACKEND", "sqlite").with("TIMEOUT", "2500"))
                .add("DEFAULT_CDROM_DEVICE_PREFIX", "hd")
                .add("DEFAULT_DEVICE_PREFIX", "sd")
                .add("DEFAULT_IMAGE_TYPE", "OS")
                .add("MAC_PREFIX", "02:00")
                .add("MAX_CONN", "240")
                .add("NETWORK_SIZE", "254")
                .add("PORT", "2633")
                .add("VM_SUBMIT_ON_HOLD", "NO")
                .add("VNC_PORTS", new Attributes.Vector().with("START", "5900"));
        restricted.forEach(name -> configuration.add("VM_RESTRICTED_ATTR", name));
        return new DocumentWriter(release)
                .attributes("OPENNEBULA_CONFIGURATION", configuration)
                .toString();
    }
}
