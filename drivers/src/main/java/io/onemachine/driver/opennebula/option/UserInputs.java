package io.onemachine.driver.opennebula.option;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Template;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The user inputs of a template: attributes whose values {@code USER_INPUTS} describes. OpenNebula itself neither
 * asks nor checks, fills in no initial values and encodes nothing; its command line, its web interface and this
 * driver do, and templates rely on all of them sending the same.
 */
public final class UserInputs {

    static final String USER_INPUTS = "USER_INPUTS";

    private static final Pattern ANSWER = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    /** The texts of a boolean, as the web interface reads its initial value, and the value to send. */
    private static final Map<String, String> BOOLEANS =
            Map.of("yes", "YES", "true", "YES", "1", "YES", "no", "NO", "false", "NO", "0", "NO");

    /** {@code M|type|description|options|initial value}; the last two may be missing. */
    private static final int PARTS = 5;

    private final VmTemplate template;
    private final Map<String, Input> inputs = new LinkedHashMap<>();

    public UserInputs(VmTemplate template) {
        this.template = template;
        template.template()
                .vector(USER_INPUTS)
                .ifPresent(described -> described.values().forEach((name, text) -> {
                    if (text.contains("|")) {
                        inputs.put(name, Input.of(name, text));
                    }
                }));
    }

    /**
     * Parses {@code NAME=VALUE}.
     *
     * @throws DriverOptionException for any other text; the message leaves out the value, which may be secret
     */
    public static Map<String, String> answers(List<String> given) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String text : given) {
            Matcher matcher = ANSWER.matcher(text);
            if (!matcher.matches()) {
                throw new DriverOptionException(OpenNebulaOption.INPUT + " takes NAME=VALUE");
            }
            if (answers.put(matcher.group(1).toUpperCase(Locale.ROOT), matcher.group(2)) != null) {
                throw new DriverOptionException(
                        OpenNebulaOption.INPUT + ": " + matcher.group(1) + " is answered twice");
            }
        }
        return answers;
    }

    /**
     * Returns the attributes to send.
     *
     * @param capacity the options' {@code CPU}, {@code VCPU} and {@code MEMORY}, which inputs may set too
     * @throws DriverException when a required answer is missing or a value does not fit
     */
    public Template filledIn(Map<String, String> answers, Map<String, String> capacity) {
        for (String name : answers.keySet()) {
            if (!inputs.containsKey(name)) {
                throw new DriverException(
                        OpenNebulaOption.INPUT + ": " + named() + " does not ask for " + name
                                + (inputs.isEmpty() ? "" : "; it asks for " + String.join(", ", inputs.keySet())),
                        "Set attributes that are not user inputs with " + OpenNebulaOption.ATTRIBUTE + ".",
                        null);
            }
        }
        List<Input> missing = new ArrayList<>();
        Template values = Template.EMPTY;
        for (Input input : inputs.values()) {
            String name = input.name();
            String option = capacity.get(name);
            String answer = answers.get(name);
            if (option != null) {
                requireSame(name, answer == null ? option : answer, option);
                input.value(option, Source.OPTION);
            } else if (answer != null) {
                if (input.mandatory() && answer.isEmpty()) {
                    missing.add(input);
                } else if (!answer.isEmpty() || input.takesEmpty()) {
                    values = values.with(name, input.value(answer, Source.ANSWER));
                }
            } else if (!template.template().has(name)) {
                if (input.initial().isPresent()) {
                    values = values.with(name, input.value(input.initial().get(), Source.INITIAL));
                } else if (input.mandatory()) {
                    missing.add(input);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new DriverException(
                    named() + " asks for "
                            + missing.stream().map(Input::described).collect(Collectors.joining(", "))
                            + ", which has to be answered",
                    "Answer with "
                            + missing.stream()
                                    .map(input -> OpenNebulaOption.INPUT + " " + input.name() + "=VALUE")
                                    .collect(Collectors.joining(" "))
                            + missing.stream().map(Input::choice).collect(Collectors.joining()) + ".",
                    null);
        }
        return values;
    }

    private static void requireSame(String name, String answer, String option) {
        if (!answer.equals(option)) {
            throw new DriverException(OpenNebulaOption.INPUT + ": " + name + " is \"" + answer + "\" here and \""
                    + option + "\" in the option of its own");
        }
    }

    private String named() {
        return "template " + template.id() + " (" + template.name() + ")";
    }

    /** The source of a value. */
    private enum Source {
        ANSWER,
        OPTION,
        INITIAL
    }

    /**
     * A user input.
     *
     * @param type {@code text}, {@code number}, {@code range}, {@code list}, {@code boolean}, {@code password} and others; unknown types
     *     accept any value
     * @param options the allowed values: words separated by commas, or two bounds separated by two dots
     */
    private record Input(
            String name, boolean mandatory, String type, String description, String options, Optional<String> initial) {

        static Input of(String name, String text) {
            String[] parts = text.split("\\|", PARTS);
            return new Input(
                    name,
                    parts[0].strip().equalsIgnoreCase("M"),
                    part(parts, 1),
                    part(parts, 2),
                    part(parts, 3),
                    Optional.of(part(parts, PARTS - 1)).filter(value -> !value.isEmpty()));
        }

        private static String part(String[] parts, int index) {
            return parts.length > index ? parts[index].strip() : "";
        }

        String described() {
            return name + (description.isEmpty() ? "" : " (" + description + ")");
        }

        /** Returns the allowed values as the end of a sentence; empty when any value is allowed. */
        String choice() {
            return takesEmpty() ? "" : "; " + name + " is " + wanted();
        }

        /** Returns whether an empty answer is valid; for other types it counts as missing. */
        boolean takesEmpty() {
            return switch (type) {
                case "number", "number-float", "range", "range-float", "list", "list-multiple", "boolean", "fixed" ->
                    false;
                default -> true;
            };
        }

        /**
         * Returns the text that OpenNebula's own tools send for a value.
         *
         * @throws DriverException when the value does not fit
         */
        String value(String given, Source source) {
            String text = given.strip();
            Optional<String> sent = switch (type) {
                case "text64" -> Optional.of(source == Source.INITIAL && isBase64Text(text) ? text : base64(given));
                case "number" -> Optional.of(text).filter(Input::isWhole);
                case "number-float" -> Optional.of(text).filter(Input::isNumber);
                case "range" -> Optional.of(text).filter(Input::isWhole).filter(this::isWithin);
                case "range-float" -> Optional.of(text).filter(Input::isNumber).filter(this::isWithin);
                case "list" -> Optional.of(text).filter(choices()::contains);
                case "list-multiple" ->
                    Optional.of(words(text)).filter(choices()::containsAll).map(words -> String.join(",", words));
                case "boolean" -> Optional.ofNullable(BOOLEANS.get(text.toLowerCase(Locale.ROOT)));
                case "fixed" -> Optional.of(given).filter(value -> value.equals(initial.orElse(value)));
                default -> Optional.of(given);
            };
            return sent.orElseThrow(() -> misfit(given, source));
        }

        private DriverException misfit(String value, Source source) {
            String what = switch (source) {
                case ANSWER -> OpenNebulaOption.INPUT + ": \"" + value + "\" for " + name;
                case OPTION -> "the value of " + name;
                case INITIAL -> "\"" + value + "\", the initial value of the user input " + name + ",";
            };
            return new DriverException(
                    what + " is not " + wanted() + ", as the template asks for it",
                    source == Source.INITIAL
                            ? "Answer with " + OpenNebulaOption.INPUT + " " + name + "=..., or correct the template."
                            : null,
                    null);
        }

        private String wanted() {
            return switch (type) {
                case "number" -> "a whole number";
                case "number-float" -> "a number";
                case "range", "range-float" -> "a number within " + options;
                case "list" -> "one of " + options;
                case "list-multiple" -> "some of " + options;
                case "boolean" -> "YES or NO";
                case "fixed" -> "\"" + initial.orElse("") + "\", which is fixed";
                default -> "of type " + type;
            };
        }

        private List<String> choices() {
            return words(options);
        }

        private static List<String> words(String text) {
            return List.of(text.split(",")).stream().map(String::strip).toList();
        }

        private boolean isWithin(String value) {
            String[] bounds = options.split("\\.\\.", 2);
            if (bounds.length < 2 || !isNumber(bounds[0].strip()) || !isNumber(bounds[1].strip())) {
                return true;
            }
            BigDecimal number = new BigDecimal(value);
            return number.compareTo(new BigDecimal(bounds[0].strip())) >= 0
                    && number.compareTo(new BigDecimal(bounds[1].strip())) <= 0;
        }

        private static boolean isWhole(String value) {
            return value.matches("-?[0-9]{1,300}");
        }

        private static boolean isNumber(String value) {
            return value.matches("-?[0-9]{1,300}(\\.[0-9]{1,300})?");
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Returns whether the value is Base64: initial values are plain for OpenNebula's command line and Base64 for its web interface. */
        private static boolean isBase64Text(String value) {
            try {
                byte[] bytes = Base64.getDecoder().decode(value);
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return base64(text).equals(value)
                        && text.codePoints().noneMatch(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0);
            } catch (IllegalArgumentException | CharacterCodingException e) {
                return false;
            }
        }
    }
}
