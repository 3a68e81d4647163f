package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.OptionSource;
import io.onemachine.machine.error.DriverOptionException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which options go with which, and what each may be. The sentences about options that exclude each other are the Go driver's, because
 * scripts match on them.
 */
final class OptionRules {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern POSITIVE = Pattern.compile(".*[1-9].*");
    private static final Pattern SSH_USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");
    private static final Pattern DEVICE_PREFIX = Pattern.compile("[A-Za-z0-9]{1,16}");

    private final DriverOptions options;

    OptionRules(DriverOptions options) {
        this.options = options;
    }

    /**
     * Writes the options into a configuration.
     *
     * @throws DriverOptionException when one is wrong, or several contradict each other
     */
    void into(OpenNebulaConfig config) {
        oneOf(Flags.TEMPLATE_NAME, Flags.TEMPLATE_ID);
        oneOf(Flags.NETWORK_NAME, Flags.NETWORK_ID);
        oneOf(Flags.IMAGE_NAME, Flags.IMAGE_ID);
        boolean fromTemplate = given(Flags.TEMPLATE_NAME) || given(Flags.TEMPLATE_ID);
        if (fromTemplate) {
            nothingTheTemplateDecides();
        } else {
            imageAndNetwork();
        }
        config.fillIn();
        config.set(OpenNebulaConfig.TEMPLATE_ID, whole(Flags.TEMPLATE_ID, 0));
        config.set(OpenNebulaConfig.TEMPLATE_NAME, name(Flags.TEMPLATE_NAME));
        config.set(OpenNebulaConfig.NETWORK_ID, whole(Flags.NETWORK_ID, 0));
        config.set(OpenNebulaConfig.NETWORK_NAME, name(Flags.NETWORK_NAME));
        config.set(OpenNebulaConfig.NETWORK_OWNER, name(Flags.NETWORK_OWNER));
        config.set(OpenNebulaConfig.IMAGE_ID, whole(Flags.IMAGE_ID, 0));
        config.set(OpenNebulaConfig.IMAGE_NAME, name(Flags.IMAGE_NAME));
        config.set(OpenNebulaConfig.IMAGE_OWNER, name(Flags.IMAGE_OWNER));
        config.set(OpenNebulaConfig.CPU, or(decimal(Flags.CPU), fromTemplate, Flags.DEFAULT_CPU));
        config.set(OpenNebulaConfig.VCPU, or(whole(Flags.VCPU, 1), fromTemplate, Flags.DEFAULT_VCPU));
        config.set(OpenNebulaConfig.MEMORY, or(whole(Flags.MEMORY, 1), fromTemplate, Flags.DEFAULT_MEMORY));
        config.set(OpenNebulaConfig.DISK_SIZE, whole(Flags.DISK_RESIZE, 1));
        config.set(OpenNebulaConfig.B2D_SIZE, whole(Flags.B2D_SIZE, 1));
        config.set(
                OpenNebulaConfig.DEV_PREFIX,
                matching(Flags.DEV_PREFIX, DEVICE_PREFIX, "a device prefix such as vd, sd or hd"));
        config.set(OpenNebulaConfig.DISABLE_VNC, options.bool(Flags.DISABLE_VNC));
        config.set(OpenNebulaConfig.START_RETRIES, required(Flags.START_RETRIES, whole(Flags.START_RETRIES, 1)));
        config.set(
                BaseDriverConfig.SSH_USER,
                required(Flags.SSH_USER, matching(Flags.SSH_USER, SSH_USER, "a user's name")));
        if (given(Flags.USER_DATA)) {
            config.set(OpenNebulaConfig.USER_DATA_FILE, options.string(Flags.USER_DATA));
        }
        secrets(config);
        classicSwarm(config);
        new ExtraRules(options, config).apply(fromTemplate);
    }

    /** Options of create itself that the Go program's drivers keep. */
    private void classicSwarm(OpenNebulaConfig config) {
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

    /** config.json gets the password only where that is asked for; {@link PasswordStorage} says what becomes of it otherwise. */
    private void secrets(OpenNebulaConfig config) {
        config.set(OpenNebulaConfig.USER, outright(Flags.USER));
        String keep = Extra.STORE_PASSWORD.flagName();
        String password = outright(Flags.PASSWORD);
        if (options.bool(keep) && options.origin(keep) instanceof OptionSource.Flag && password.isEmpty()) {
            throw new DriverOptionException("--" + keep + " goes with --" + Flags.PASSWORD
                    + ": what comes from the environment or a file is not kept");
        }
        config.set(OpenNebulaConfig.PASSWORD, PasswordStorage.of(options) == PasswordStorage.CONFIG ? password : "");
    }

    private String outright(String flag) {
        return options.origin(flag) instanceof OptionSource.Flag ? options.string(flag) : "";
    }

    private boolean given(String flag) {
        return !options.string(flag).isEmpty();
    }

    private void oneOf(String name, String id) {
        if (given(name) && given(id)) {
            throw new DriverOptionException(
                    "specify only one of: " + options.described(name) + " or " + options.described(id) + ", not both");
        }
    }

    private void nothingTheTemplateDecides() {
        if (given(Flags.IMAGE_NAME) || given(Flags.IMAGE_ID) || given(Flags.IMAGE_OWNER)) {
            throw new DriverOptionException(
                    "options --opennebula-image-* are incompatible with --opennebula-template-*");
        }
        for (String flag : List.of(Flags.DEV_PREFIX, Flags.DISK_RESIZE, Flags.B2D_SIZE)) {
            if (given(flag)) {
                throw incompatible(flag);
            }
        }
        if (options.bool(Flags.DISABLE_VNC)) {
            throw incompatible(Flags.DISABLE_VNC);
        }
        if (given(Extra.VNC_LISTEN.flagName())) {
            throw incompatible(Extra.VNC_LISTEN.flagName());
        }
    }

    private DriverOptionException incompatible(String flag) {
        return new DriverOptionException(
                "option: " + options.described(flag) + " is incompatible with --opennebula-template-*");
    }

    private void imageAndNetwork() {
        if (!given(Flags.IMAGE_NAME) && !given(Flags.IMAGE_ID)) {
            throw new DriverOptionException(
                    "specify a image to use as the OS with --" + Flags.IMAGE_NAME + " or --" + Flags.IMAGE_ID);
        }
        boolean cards = options.strings(Extra.NIC.flagName()).stream().anyMatch(text -> text.contains("="));
        if (!given(Flags.NETWORK_NAME) && !given(Flags.NETWORK_ID) && !cards) {
            throw new DriverOptionException(
                    "specify a network to connect to with --" + Flags.NETWORK_NAME + " or --" + Flags.NETWORK_ID);
        }
    }

    private static String or(String value, boolean fromTemplate, String fallback) {
        return value.isEmpty() && !fromTemplate ? fallback : value;
    }

    private String required(String flag, String value) {
        if (value.isEmpty()) {
            throw new DriverOptionException(options.described(flag) + " is empty");
        }
        return value;
    }

    private String whole(String flag, int least) {
        String value = options.string(flag).strip();
        if (!value.isEmpty() && (!WHOLE.matcher(value).matches() || Integer.parseInt(value) < least)) {
            throw wrong(flag, "a whole number" + (least > 0 ? " of at least " + least : ""));
        }
        return value;
    }

    private String decimal(String flag) {
        String value = options.string(flag).strip();
        if (!value.isEmpty()
                && !(DECIMAL.matcher(value).matches() && POSITIVE.matcher(value).matches())) {
            throw wrong(flag, "a number greater than 0, such as 1 or 0.5");
        }
        return value;
    }

    private String matching(String flag, Pattern pattern, String what) {
        String value = options.string(flag);
        if (!value.isEmpty() && !pattern.matcher(value).matches()) {
            throw wrong(flag, what);
        }
        return value;
    }

    /** A name goes into a template, whose syntax has no way to write some texts. */
    private String name(String flag) {
        String value = options.string(flag);
        if (!value.isEmpty() && !isName(value)) {
            throw wrong(flag, "a name");
        }
        return value;
    }

    /** Whether a text can be a name, or anything else that is written on one line of a template. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.chars().noneMatch(Character::isISOControl)
                && !text.contains("]]>")
                && !text.endsWith("\\");
    }

    private DriverOptionException wrong(String flag, String what) {
        return new DriverOptionException(options.described(flag) + ": \"" + options.string(flag) + "\" is not " + what);
    }
}
