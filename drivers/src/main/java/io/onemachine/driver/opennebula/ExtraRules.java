package io.onemachine.driver.opennebula;

import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.resource.Permissions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the options beyond the guide's may be, and which go with which. */
final class ExtraRules {

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    private final DriverOptions options;
    private final OpenNebulaConfig config;

    ExtraRules(DriverOptions options, OpenNebulaConfig config) {
        this.options = options;
        this.config = config;
    }

    /**
     * Writes them into the configuration; the answers to user inputs, which may be secret, are not kept there.
     *
     * @param fromTemplate whether the VM is made from a template
     * @throws DriverOptionException when one is wrong, or several contradict each other
     */
    void apply(boolean fromTemplate) {
        combinations(fromTemplate);
        take(List.of(Extra.values()));
    }

    /** Writes those into the configuration that are about calls to the front end. */
    void applyToCalls() {
        trust();
        take(List.of(Extra.CA_CERT, Extra.INSECURE, Extra.REQUEST_TIMEOUT));
    }

    private void take(List<Extra> chosen) {
        for (Extra option : chosen) {
            switch (option.kind()) {
                case SWITCH -> {
                    if (options.bool(option.flagName())) {
                        config.set(option.key(), true);
                    }
                }
                case NAMES -> texts(option);
                case CARDS -> cards(option);
                case ATTRIBUTES -> {
                    CustomAttributes.of(options.strings(option.flagName()));
                    texts(option);
                }
                case INPUTS -> UserInputs.answers(options.strings(option.flagName()));
                case NAME, EXPRESSION, OCTAL, DURATION, ADDRESS, FILE, SECONDS -> {
                    if (given(option)) {
                        config.set(option.key(), text(option));
                    }
                }
            }
        }
    }

    private void combinations(boolean fromTemplate) {
        if (!fromTemplate) {
            for (Extra option : List.of(Extra.CONTEXT_REPLACE, Extra.INPUT, Extra.PERSISTENT)) {
                if (given(option)) {
                    throw alone(
                            option,
                            "is for machines made from a template: add --" + Flags.TEMPLATE_ID + " or --"
                                    + Flags.TEMPLATE_NAME);
                }
            }
        }
        if (given(Extra.TEMPLATE_OWNER) && options.string(Flags.TEMPLATE_NAME).isEmpty()) {
            throw alone(Extra.TEMPLATE_OWNER, "goes with --" + Flags.TEMPLATE_NAME);
        }
        if (given(Extra.VNC_LISTEN) && options.bool(Flags.DISABLE_VNC)) {
            throw alone(Extra.VNC_LISTEN, "contradicts --" + Flags.DISABLE_VNC);
        }
        if (given(Extra.VM_GROUP) != given(Extra.VM_GROUP_ROLE)) {
            throw alone(
                    given(Extra.VM_GROUP) ? Extra.VM_GROUP : Extra.VM_GROUP_ROLE,
                    "goes with --" + (given(Extra.VM_GROUP) ? Extra.VM_GROUP_ROLE : Extra.VM_GROUP).flagName());
        }
        trust();
    }

    private void trust() {
        if (given(Extra.CA_CERT) && given(Extra.INSECURE)) {
            throw alone(Extra.CA_CERT, "contradicts " + options.described(Extra.INSECURE.flagName()));
        }
    }

    private void cards(Extra option) {
        NetworkCards cards = NetworkCards.of(options.strings(option.flagName()));
        List<String> given = options.strings(option.flagName()).stream()
                .filter(text -> text.contains("="))
                .toList();
        if (!given.isEmpty()) {
            config.set(option, given);
        }
        if (!cards.machines().isEmpty()) {
            config.set(OpenNebulaConfig.MACHINE_NIC, cards.machines());
        }
    }

    private void texts(Extra option) {
        List<String> items = new ArrayList<>();
        for (String item : options.strings(option.flagName())) {
            if (option.kind() == Extra.Kind.NAMES && (!OptionRules.isName(item) || item.contains(","))) {
                throw wrong(option, "\"" + item + "\" is not a name");
            }
            items.add(item);
        }
        if (!items.isEmpty()) {
            config.set(option, items);
        }
    }

    private String text(Extra option) {
        String value = options.string(option.flagName()).strip();
        return switch (option.kind()) {
            case NAME -> checked(option, OptionRules.isName(value) && !value.contains("\""), "a name");
            case EXPRESSION -> checked(option, OptionRules.isName(value), "an expression such as FREE_CPU > 50");
            case OCTAL -> checked(option, Permissions.parse(value).isPresent(), "three octal digits such as 640");
            case DURATION -> checked(option, Lease.parse(value).isPresent(), "a duration such as 90m, 8h or 3d");
            case ADDRESS -> checked(option, ADDRESS.matcher(value).matches(), "an IP address");
            case SECONDS -> checked(option, SECONDS.matcher(value).matches(), "a number of seconds from 1 to 9999");
            case FILE -> file(option, value);
            case SWITCH, NAMES, CARDS, INPUTS, ATTRIBUTES -> throw new IllegalArgumentException(option + " is no text");
        };
    }

    private String checked(Extra option, boolean fine, String what) {
        String value = options.string(option.flagName()).strip();
        if (!fine) {
            throw wrong(option, "\"" + value + "\" is not " + what);
        }
        return value;
    }

    private String file(Extra option, String value) {
        try {
            Path file = Path.of(value).toAbsolutePath();
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw wrong(option, file + " is no file that can be read");
            }
            return file.toString();
        } catch (InvalidPathException e) {
            throw wrong(option, "\"" + value + "\" is no path");
        }
    }

    private boolean given(Extra option) {
        return switch (option.kind()) {
            case SWITCH -> options.bool(option.flagName());
            case NAMES, CARDS, INPUTS, ATTRIBUTES ->
                !options.strings(option.flagName()).isEmpty();
            case NAME, EXPRESSION, OCTAL, DURATION, ADDRESS, FILE, SECONDS ->
                !options.string(option.flagName()).isBlank();
        };
    }

    private DriverOptionException alone(Extra option, String what) {
        return new DriverOptionException(options.described(option.flagName()) + " " + what);
    }

    private DriverOptionException wrong(Extra option, String what) {
        return new DriverOptionException(options.described(option.flagName()) + ": " + what);
    }
}
