package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.DriverConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The driver's part of config.json: the keys and types of the Go driver, followed by a few of this program's own.
 */
public final class OpenNebulaConfig extends BaseDriverConfig {

    /** The path of the file that ONE_AUTH named when the machine was created. */
    public static final String AUTH_FILE = "AuthFile";

    /** The card whose address is the machine's, by number, name or network. */
    public static final String MACHINE_NIC = "MachineNic";

    private static final String CONFIG = "Config";
    private static final String TOKEN = "Token";
    private static final String TOKEN_ENDPOINT = "Endpoint";
    private static final String MACHINE_ID = "MachineId";

    /** Own key: the VM's id, also when it is 0, which the Go driver reads as none. */
    private static final String VM_ID = "VmId";

    /** Own key: the tag in the VM's user template. */
    private static final String TAG = "VmTag";

    /**
     * Own key: whether a creating call may have begun whose result is unknown. True from right before the call until its result is stored;
     * false when no unknown VM exists; absent when that is not known: a Go program that hosts the driver stores
     * the configuration before and after a creation only.
     */
    private static final String CREATION_PENDING = "VmCallBegun";

    /** Own key: the user who owns the VM; only a search as this user shows whether the VM exists. */
    private static final String OWNER = "VmOwner";

    /** Own key: when the VM's lease ends, in seconds since 1970, as last set or seen; for the message when it is gone. */
    private static final String LEASE_ENDS = "LeaseEnds";

    /** Own key: {@code begun} while an existing VM is being adopted, {@code done} afterwards; absent for a VM that was created. */
    private static final String ADOPTION = "Adoption";

    private static final String BEGUN = "begun";
    private static final String DONE = "done";

    /** The text keys that the Go driver writes, in its order. */
    private static final List<OpenNebulaOption> GO_DRIVER_KEYS = List.of(
            OpenNebulaOption.TEMPLATE_NAME,
            OpenNebulaOption.TEMPLATE_ID,
            OpenNebulaOption.NETWORK_NAME,
            OpenNebulaOption.NETWORK_OWNER,
            OpenNebulaOption.NETWORK_ID,
            OpenNebulaOption.IMAGE_NAME,
            OpenNebulaOption.IMAGE_OWNER,
            OpenNebulaOption.IMAGE_ID,
            OpenNebulaOption.CPU,
            OpenNebulaOption.VCPU,
            OpenNebulaOption.MEMORY,
            OpenNebulaOption.DISK_RESIZE,
            OpenNebulaOption.DEV_PREFIX,
            OpenNebulaOption.B2D_SIZE,
            OpenNebulaOption.USER,
            OpenNebulaOption.PASSWORD,
            OpenNebulaOption.ENDPOINT);

    public OpenNebulaConfig(DriverConfig stored) {
        super(stored);
    }

    /** Adds the Go driver's missing keys in its order, with empty values. */
    void fillIn() {
        GO_DRIVER_KEYS.forEach(option -> set(option.key(), text(option)));
        setToken("", "");
        set(OpenNebulaOption.DISABLE_VNC.key(), false);
        set(OpenNebulaOption.START_RETRIES.key(), text(OpenNebulaOption.START_RETRIES));
        set(MACHINE_ID, 0);
    }

    /** Returns the text of an option; empty when it was not given. */
    public String text(OpenNebulaOption option) {
        return text(option.key());
    }

    public boolean has(OpenNebulaOption option) {
        return has(option.key());
    }

    public boolean isOn(OpenNebulaOption option) {
        return isTrue(option.key());
    }

    /** Returns the items of an option in the order given; empty when it was not given. */
    public List<String> texts(OpenNebulaOption option) {
        return texts(option.key());
    }

    void set(OpenNebulaOption option, List<String> items) {
        set(option.key(), items);
    }

    public boolean has(String key) {
        return !text(key).isEmpty();
    }

    public boolean vncDisabled() {
        return isOn(OpenNebulaOption.DISABLE_VNC);
    }

    /** Returns {@code user:password} as the Go driver stores it; empty when there is none. */
    public String token() {
        return text(CONFIG, TOKEN);
    }

    /** Returns the endpoint that the Go driver stores beside the token. */
    public String tokenEndpoint() {
        return text(CONFIG, TOKEN_ENDPOINT);
    }

    public void setToken(String token, String endpoint) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(TOKEN, token);
        config.put(TOKEN_ENDPOINT, endpoint);
        set(CONFIG, config);
    }

    /** Returns the VM's id, if it is known. */
    public OptionalInt vmId() {
        OptionalInt goId = number(MACHINE_ID);
        return goId.orElse(0) > 0 ? goId : number(VM_ID);
    }

    public void setVmId(int id) {
        set(MACHINE_ID, id);
        set(VM_ID, id);
        remove(CREATION_PENDING);
    }

    /** Returns the tag that marks the VM as this machine's; empty for a machine of the Go program. */
    public String tag() {
        return text(TAG);
    }

    /** Returns the user who owns the VM; if none is stored, the user of the stored account; else empty. */
    public String owner() {
        if (has(OWNER)) {
            return text(OWNER);
        }
        String token = token();
        boolean isOfToken = token.contains(":") && !(has(OpenNebulaOption.USER) && has(OpenNebulaOption.PASSWORD));
        return isOfToken ? token.substring(0, token.indexOf(':')) : text(OpenNebulaOption.USER);
    }

    /** Stores the tag and the owner before the VM is created. */
    public void setTag(String tag, String owner) {
        set(TAG, tag);
        set(OWNER, owner);
    }

    /** Returns whether there is neither id nor tag: a creation that a Go program did not finish, or VM 0 after the Go driver wrote it. */
    public boolean isAnonymous() {
        return vmId().isEmpty() && tag().isEmpty();
    }

    /** Returns whether a VM with the machine's tag and an unknown id may exist. */
    public boolean isCreationPending() {
        return !tag().isEmpty() && (!contains(CREATION_PENDING) || isTrue(CREATION_PENDING));
    }

    public void setCreationPending(boolean pending) {
        set(CREATION_PENDING, pending);
    }

    /** Returns when the VM's lease ends, as last set or seen. */
    public Optional<Instant> leaseEnd() {
        String seconds = text(LEASE_ENDS);
        return seconds.matches("[0-9]{1,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
    }

    /** Stores when the VM's lease ends. */
    public void setLeaseEnd(Optional<Instant> end) {
        if (end.isPresent()) {
            set(LEASE_ENDS, Long.toString(end.get().getEpochSecond()));
        } else {
            remove(LEASE_ENDS);
        }
    }

    /** Returns whether an existing VM is being adopted: until that is done, the VM is not the machine's to remove. */
    public boolean isBeingAdopted() {
        return text(ADOPTION).equals(BEGUN);
    }

    /** Returns whether the VM existed before the machine. */
    public boolean isAdopted() {
        return has(ADOPTION);
    }

    public void setAdoption(boolean done) {
        set(ADOPTION, done ? DONE : BEGUN);
    }
}
