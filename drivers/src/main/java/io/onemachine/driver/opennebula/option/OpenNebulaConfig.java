package io.onemachine.driver.opennebula.option;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.driver.BaseDriverConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The keys and types of the Go driver, and a few of ours behind them.
 */
public final class OpenNebulaConfig extends BaseDriverConfig {

    /** The path of the file that ONE_AUTH named when the machine was made. */
    public static final String AUTH_FILE = "AuthFile";

    /** Which network card's address is the machine's: its number, name or network. */
    public static final String MACHINE_NIC = "MachineNic";

    private static final String CONFIG = "Config";
    private static final String TOKEN = "Token";
    private static final String TOKEN_ENDPOINT = "Endpoint";
    private static final String MACHINE_ID = "MachineId";

    /** Ours: the VM's id also when it is 0, which the Go driver takes for none. */
    private static final String VM_ID = "VmId";

    /** Ours: what the VM's user template says it belongs to. */
    private static final String TAG = "VmTag";

    /**
     * Ours: whether the call that makes the VM may have been begun without its result being known. True from right before the call until
     * it is settled, false when there is no VM that is not known, absent when nobody could say: under a foreign program that stores
     * the configuration before and after a creation only.
     */
    private static final String CALL_BEGUN = "VmCallBegun";

    /** Ours: the user whose VM it is; only that user's search for it says whether it is there. */
    private static final String OWNER = "VmOwner";

    /** The texts that the Go driver writes, in its order. */
    private static final List<OpenNebulaOption> OF_THE_GO_DRIVER = List.of(
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

    public OpenNebulaConfig(JsonObject stored) {
        super(stored);
    }

    /** Puts the Go driver's keys in its order, with nothing in them, where they are missing. */
    void fillIn() {
        OF_THE_GO_DRIVER.forEach(option -> set(option.key(), text(option)));
        setToken("", "");
        set(OpenNebulaOption.DISABLE_VNC.key(), false);
        set(OpenNebulaOption.START_RETRIES.key(), text(OpenNebulaOption.START_RETRIES));
        json.addProperty(MACHINE_ID, 0);
    }

    /** The text of an option; empty when it was not given. */
    public String text(OpenNebulaOption option) {
        return text(option.key());
    }

    public boolean has(OpenNebulaOption option) {
        return has(option.key());
    }

    public boolean isOn(OpenNebulaOption option) {
        return isTrue(option.key());
    }

    /** The items of an option, in the order given; none when it was not. */
    public List<String> texts(OpenNebulaOption option) {
        if (!(json.get(option.key()) instanceof JsonArray items)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement item : items) {
            if (item instanceof JsonPrimitive text && text.isString()) {
                texts.add(text.getAsString());
            }
        }
        return texts;
    }

    void set(OpenNebulaOption option, List<String> items) {
        JsonArray array = new JsonArray();
        items.forEach(array::add);
        json.add(option.key(), array);
    }

    public boolean has(String key) {
        return !text(key).isEmpty();
    }

    public boolean vncDisabled() {
        return isOn(OpenNebulaOption.DISABLE_VNC);
    }

    /** {@code user:password} as the Go driver keeps it; empty when there is none. */
    public String token() {
        return json.get(CONFIG) instanceof JsonObject config ? textOf(config, TOKEN) : "";
    }

    /** The endpoint that the Go driver keeps beside the token. */
    public String tokenEndpoint() {
        return json.get(CONFIG) instanceof JsonObject config ? textOf(config, TOKEN_ENDPOINT) : "";
    }

    public void setToken(String token, String endpoint) {
        JsonObject config = new JsonObject();
        config.addProperty(TOKEN, token);
        config.addProperty(TOKEN_ENDPOINT, endpoint);
        json.add(CONFIG, config);
    }

    /** The VM's id, once there is one. */
    public OptionalInt vmId() {
        OptionalInt goId = number(MACHINE_ID);
        return goId.orElse(0) > 0 ? goId : number(VM_ID);
    }

    public void setVmId(int id) {
        json.addProperty(MACHINE_ID, id);
        json.addProperty(VM_ID, id);
        json.remove(CALL_BEGUN);
    }

    /** What marks the VM as this machine's; empty for a machine of the Go program. */
    public String tag() {
        return text(TAG);
    }

    /** The user who makes, or made, the VM; where nobody noted that, the one whose account the configuration has; else empty. */
    public String owner() {
        if (has(OWNER)) {
            return text(OWNER);
        }
        String token = token();
        boolean isOfToken = token.contains(":") && !(has(OpenNebulaOption.USER) && has(OpenNebulaOption.PASSWORD));
        return isOfToken ? token.substring(0, token.indexOf(':')) : text(OpenNebulaOption.USER);
    }

    /** Notes what the VM will belong to, before it is made. */
    public void setTag(String tag, String owner) {
        json.addProperty(TAG, tag);
        json.addProperty(OWNER, owner);
    }

    /** Whether there is neither an id nor a tag: the creation of a Go program that broke off, or VM 0 after the Go driver wrote it. */
    public boolean isAnonymous() {
        return vmId().isEmpty() && tag().isEmpty();
    }

    /** Whether there may be a VM of the machine's tag whose id is not known. */
    public boolean callMayHaveBegun() {
        return !tag().isEmpty() && (!json.has(CALL_BEGUN) || isTrue(CALL_BEGUN));
    }

    public void setCallBegun(boolean begun) {
        json.addProperty(CALL_BEGUN, begun);
    }
}
