package io.onemachine.driver.opennebula.option;

import static io.onemachine.driver.opennebula.option.OpenNebulaOption.B2D_SIZE;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.CA_CERT;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.CONTEXT_REPLACE;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.CPU;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.DEV_PREFIX;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.DISABLE_VNC;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.DISK_RESIZE;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.IMAGE_ID;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.IMAGE_NAME;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.IMAGE_OWNER;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.INPUT;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.INSECURE;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.MEMORY;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.NETWORK_ID;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.NETWORK_NAME;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.NIC;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.PASSWORD;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.PERSISTENT;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.REQUEST_TIMEOUT;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.SSH_USER;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.START_RETRIES;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.STORE_PASSWORD;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.TEMPLATE_ID;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.TEMPLATE_NAME;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.TEMPLATE_OWNER;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.USER;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.VCPU;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.VM_GROUP;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.VM_GROUP_ROLE;
import static io.onemachine.driver.opennebula.option.OpenNebulaOption.VNC_LISTEN;

import io.onemachine.driver.opennebula.option.OpenNebulaOption.Defaults;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionSource;
import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.resource.Permissions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Validates the options of a new machine, one by one and together, and writes them into its configuration. The messages about options
 * that exclude each other are the Go driver's, because scripts match them.
 */
public final class OptionParser {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern POSITIVE = Pattern.compile(".*[1-9].*");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");
    private static final Pattern DEVICE_PREFIX = Pattern.compile("[A-Za-z0-9]{1,16}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    private final DriverOptions options;
    private final OpenNebulaConfig config;

    public OptionParser(DriverOptions options, OpenNebulaConfig config) {
        this.options = options;
        this.config = config;
    }

    /**
     * Writes all options into the configuration, except answers to user inputs, which may be secret.
     *
     * @throws DriverOptionException when an option is wrong or several contradict each other
     */
    public void parse() {
        oneOf(TEMPLATE_NAME, TEMPLATE_ID);
        oneOf(NETWORK_NAME, NETWORK_ID);
        oneOf(IMAGE_NAME, IMAGE_ID);
        boolean fromTemplate = given(TEMPLATE_NAME) || given(TEMPLATE_ID);
        if (fromTemplate) {
            requireNothingOfTheTemplate();
        } else {
            requireImageAndNetwork();
        }
        checkCombinations(fromTemplate);
        config.fillIn();
        for (OpenNebulaOption option : OpenNebulaOption.values()) {
            store(option);
        }
        storeDefaults(fromTemplate);
        storeSecrets();
        storeClassicSwarm();
    }

    /** Writes only the options for the account of a VM that exists into the configuration. */
    public void parseAccount() {
        config.fillIn();
        parseConnection();
        store(OpenNebulaOption.USER);
        storeSecrets();
    }

    /** Writes only the options for calls to the front end into the configuration. */
    public void parseConnection() {
        checkTrust();
        List.of(CA_CERT, INSECURE, REQUEST_TIMEOUT).forEach(this::store);
    }

    private void store(OpenNebulaOption option) {
        switch (option.kind()) {
            case SWITCH -> {
                if (given(option)) {
                    config.set(option.key(), true);
                }
            }
            case RESOURCE, ID, NUMBER, DECIMAL, DEVICE_PREFIX, LOGIN -> config.set(option.key(), text(option));
            case NAME, EXPRESSION, OCTAL, DURATION, ADDRESS, FILE, SECONDS, USER_DATA -> {
                if (given(option)) {
                    config.set(option.key(), text(option));
                }
            }
            case NAMES -> storeNames(option);
            case CARDS -> storeCards(option);
            case ATTRIBUTES -> {
                CustomAttributes.of(options.strings(option.flagName()));
                storeItems(option, options.strings(option.flagName()));
            }
            case INPUTS -> UserInputs.answers(options.strings(option.flagName()));
            case TEXT, SECRET -> {} // the account; its source decides what is stored of it
        }
    }

    private void storeNames(OpenNebulaOption option) {
        List<String> names = options.strings(option.flagName());
        for (String name : names) {
            if (!isName(name) || name.contains(",")) {
                throw wrong(option, name, "a name");
            }
        }
        storeItems(option, names);
    }

    private void storeCards(OpenNebulaOption option) {
        List<String> given = options.strings(option.flagName());
        NetworkCards cards = NetworkCards.of(given);
        storeItems(option, given.stream().filter(text -> text.contains("=")).toList());
        if (!cards.machines().isEmpty()) {
            config.set(OpenNebulaConfig.MACHINE_NIC, cards.machines());
        }
    }

    private void storeItems(OpenNebulaOption option, List<String> items) {
        if (!items.isEmpty()) {
            config.set(option, items);
        }
    }

    private void storeDefaults(boolean fromTemplate) {
        if (!fromTemplate) {
            storeDefault(CPU, Defaults.CPU);
            storeDefault(VCPU, Defaults.VCPU);
            storeDefault(MEMORY, Defaults.MEMORY);
        }
        for (OpenNebulaOption required : List.of(START_RETRIES, SSH_USER)) {
            if (!config.has(required)) {
                throw new DriverOptionException(options.described(required.flagName()) + " is empty");
            }
        }
    }

    private void storeDefault(OpenNebulaOption option, String value) {
        if (!config.has(option)) {
            config.set(option.key(), value);
        }
    }

    /** Writes the password into config.json only when asked to; {@link PasswordStorage} decides about the other places. */
    private void storeSecrets() {
        config.set(USER.key(), isFromFlag(USER) ? string(USER) : "");
        String keep = STORE_PASSWORD.flagName();
        Secret password = isFromFlag(PASSWORD) ? options.secret(PASSWORD.flagName()) : Secret.NONE;
        if (options.bool(keep) && isFromFlag(STORE_PASSWORD) && password.isEmpty()) {
            throw new DriverOptionException(STORE_PASSWORD + " goes with " + PASSWORD
                    + ": what comes from the environment or a file is not kept");
        }
        config.set(PASSWORD.key(), PasswordStorage.of(options) == PasswordStorage.CONFIG ? password.reveal() : "");
    }

    private boolean isFromFlag(OpenNebulaOption option) {
        return options.origin(option.flagName()) instanceof OptionSource.Flag;
    }

    /** Stores the options of create itself that the Go program's drivers store. */
    private void storeClassicSwarm() {
        if (options.has("swarm-master")) {
            config.set(BaseDriverConfig.SWARM_MASTER, options.bool("swarm-master"));
        }
        if (options.has("swarm-host")) {
            config.set(BaseDriverConfig.SWARM_HOST, options.string("swarm-host"));
        }
        if (options.has("swarm-discovery")) {
            config.set(BaseDriverConfig.SWARM_DISCOVERY, options.string("swarm-discovery"));
        }
    }

    private void oneOf(OpenNebulaOption name, OpenNebulaOption id) {
        if (given(name) && given(id)) {
            throw new DriverOptionException("specify only one of: " + options.described(name.flagName()) + " or "
                    + options.described(id.flagName()) + ", not both");
        }
    }

    private void requireNothingOfTheTemplate() {
        if (given(IMAGE_NAME) || given(IMAGE_ID) || given(IMAGE_OWNER)) {
            throw new DriverOptionException("options " + Reference.option("opennebula-image-*")
                    + " are incompatible with " + Reference.option("opennebula-template-*"));
        }
        for (OpenNebulaOption option : List.of(DEV_PREFIX, DISK_RESIZE, B2D_SIZE, DISABLE_VNC, VNC_LISTEN)) {
            if (given(option)) {
                throw new DriverOptionException("option: " + options.described(option.flagName())
                        + " is incompatible with " + Reference.option("opennebula-template-*"));
            }
        }
    }

    private void requireImageAndNetwork() {
        if (!given(IMAGE_NAME) && !given(IMAGE_ID)) {
            throw new DriverOptionException("specify a image to use as the OS with " + IMAGE_NAME + " or " + IMAGE_ID);
        }
        boolean cards = options.strings(NIC.flagName()).stream().anyMatch(text -> text.contains("="));
        if (!given(NETWORK_NAME) && !given(NETWORK_ID) && !cards) {
            throw new DriverOptionException(
                    "specify a network to connect to with " + NETWORK_NAME + " or " + NETWORK_ID);
        }
    }

    private void checkCombinations(boolean fromTemplate) {
        if (!fromTemplate) {
            for (OpenNebulaOption option : List.of(CONTEXT_REPLACE, INPUT, PERSISTENT)) {
                if (given(option)) {
                    throw alone(
                            option,
                            "is for machines created from a template: add " + TEMPLATE_ID + " or " + TEMPLATE_NAME);
                }
            }
        }
        if (given(TEMPLATE_OWNER) && !given(TEMPLATE_NAME)) {
            throw alone(TEMPLATE_OWNER, "goes with " + TEMPLATE_NAME);
        }
        if (given(VNC_LISTEN) && given(DISABLE_VNC)) {
            throw alone(VNC_LISTEN, "contradicts " + DISABLE_VNC);
        }
        if (given(VM_GROUP) != given(VM_GROUP_ROLE)) {
            OpenNebulaOption present = given(VM_GROUP) ? VM_GROUP : VM_GROUP_ROLE;
            throw alone(present, "goes with " + (present == VM_GROUP ? VM_GROUP_ROLE : VM_GROUP));
        }
        checkTrust();
    }

    private void checkTrust() {
        if (given(CA_CERT) && given(INSECURE)) {
            throw alone(CA_CERT, "contradicts " + options.described(INSECURE.flagName()));
        }
    }

    /** Returns the checked value of an option that is neither a list nor a switch; an empty value is always valid. */
    private String text(OpenNebulaOption option) {
        String value = string(option);
        return switch (option.kind()) {
            case TEXT, SECRET, USER_DATA -> value;
            // Some texts cannot be expressed in the syntax of templates, which a name becomes part of.
            case RESOURCE -> checked(option, value, isName(value), "a name");
            case DEVICE_PREFIX ->
                checked(option, value, DEVICE_PREFIX.matcher(value).matches(), "a device prefix such as vd, sd or hd");
            case LOGIN -> checked(option, value, LOGIN.matcher(value).matches(), "a user's name");
            case ID -> whole(option, value.strip(), 0, "a whole number");
            case NUMBER -> whole(option, value.strip(), 1, "a whole number of at least 1");
            case DECIMAL -> decimal(option, value.strip());
            case NAME -> checked(option, value.strip(), isName(value) && !value.contains("\""), "a name");
            case EXPRESSION -> checked(option, value.strip(), isName(value), "an expression such as FREE_CPU > 50");
            case OCTAL ->
                checked(
                        option,
                        value.strip(),
                        Permissions.parse(value.strip()).isPresent(),
                        "three octal digits such as 640");
            case DURATION ->
                checked(
                        option,
                        value.strip(),
                        Lease.parse(value.strip()).isPresent(),
                        "a duration such as 90m, 8h or 3d");
            case ADDRESS ->
                checked(option, value.strip(), ADDRESS.matcher(value.strip()).matches(), "an IP address");
            case SECONDS ->
                checked(
                        option,
                        value.strip(),
                        SECONDS.matcher(value.strip()).matches(),
                        "a number of seconds from 1 to 9999");
            case FILE -> file(option, value.strip());
            case SWITCH, NAMES, CARDS, INPUTS, ATTRIBUTES ->
                throw new IllegalArgumentException(option + " is not a text option");
        };
    }

    private String whole(OpenNebulaOption option, String value, int least, String what) {
        boolean fine = WHOLE.matcher(value).matches() && Integer.parseInt(value) >= least;
        return checked(option, value, fine, what);
    }

    private String decimal(OpenNebulaOption option, String value) {
        boolean fine =
                DECIMAL.matcher(value).matches() && POSITIVE.matcher(value).matches();
        return checked(option, value, fine, "a number greater than 0, such as 1 or 0.5");
    }

    private String checked(OpenNebulaOption option, String value, boolean fine, String what) {
        if (!fine && !value.isEmpty()) {
            throw wrong(option, value, what);
        }
        return value;
    }

    private String file(OpenNebulaOption option, String value) {
        try {
            Path file = Path.of(value).toAbsolutePath();
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new DriverOptionException(
                        options.described(option.flagName()) + ": " + file + " is not a readable file");
            }
            return file.toString();
        } catch (InvalidPathException e) {
            throw new DriverOptionException(options.described(option.flagName()) + ": \"" + value + "\" is not a path");
        }
    }

    /** Returns whether a text can be a name or another value on one line of a template. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.chars().noneMatch(Character::isISOControl)
                && !text.contains("]]>")
                && !text.endsWith("\\");
    }

    private boolean given(OpenNebulaOption option) {
        return switch (option.kind()) {
            case SWITCH -> options.bool(option.flagName());
            case NAMES, CARDS, INPUTS, ATTRIBUTES ->
                !options.strings(option.flagName()).isEmpty();
            case SECRET -> !options.secret(option.flagName()).isEmpty();
            case TEXT, RESOURCE, ID, NUMBER, DECIMAL, DEVICE_PREFIX, LOGIN, USER_DATA ->
                !string(option).isEmpty();
            case NAME, EXPRESSION, OCTAL, DURATION, ADDRESS, FILE, SECONDS ->
                !string(option).isBlank();
        };
    }

    private String string(OpenNebulaOption option) {
        return options.string(option.flagName());
    }

    private DriverOptionException alone(OpenNebulaOption option, String what) {
        return new DriverOptionException(options.described(option.flagName()) + " " + what);
    }

    private DriverOptionException wrong(OpenNebulaOption option, String value, String what) {
        return new DriverOptionException(options.described(option.flagName()) + ": \"" + value + "\" is not " + what);
    }
}
