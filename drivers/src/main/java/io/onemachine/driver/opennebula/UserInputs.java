package io.onemachine.driver.opennebula;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.resource.VmTemplate;
import io.onemachine.opennebula.template.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a template asks whoever instantiates it: attributes whose values its {@code USER_INPUTS} describe. OpenNebula itself neither
 * asks nor checks nor fills in the initial values; that is left to whoever calls.
 */
final class UserInputs {

    static final String USER_INPUTS = "USER_INPUTS";

    private static final Pattern ANSWER = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    /** {@code M|type|description|options|initial value}; the last two may be missing. */
    private static final int PARTS = 5;

    private final VmTemplate template;
    private final Map<String, Input> inputs = new LinkedHashMap<>();

    UserInputs(VmTemplate template) {
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
     * Reads {@code NAME=VALUE}.
     *
     * @throws DriverOptionException when it is something else; the value, which may be secret, is not told
     */
    static Map<String, String> answers(List<String> given) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String text : given) {
            Matcher matcher = ANSWER.matcher(text);
            if (!matcher.matches()) {
                throw new DriverOptionException("--" + Extra.INPUT.flagName() + " takes NAME=VALUE");
            }
            if (answers.put(matcher.group(1).toUpperCase(Locale.ROOT), matcher.group(2)) != null) {
                throw new DriverOptionException(
                        "--" + Extra.INPUT.flagName() + ": " + matcher.group(1) + " is answered twice");
            }
        }
        return answers;
    }

    /**
     * The attributes to send.
     *
     * @param capacity what the options say about {@code CPU}, {@code VCPU} and {@code MEMORY}, which inputs may be about too
     * @throws DriverException when one has to be answered and is not, or an answer is none
     */
    Template filledIn(Map<String, String> answers, Map<String, String> capacity) {
        for (String name : answers.keySet()) {
            if (!inputs.containsKey(name)) {
                throw new DriverException(
                        "--" + Extra.INPUT.flagName() + ": " + named() + " does not ask for " + name
                                + (inputs.isEmpty() ? "" : "; it asks for " + String.join(", ", inputs.keySet())),
                        "Attributes that nobody asks for are given with --" + Extra.ATTRIBUTE.flagName() + ".",
                        null);
            }
        }
        List<Input> missing = new ArrayList<>();
        Template values = Template.EMPTY;
        for (Input input : inputs.values()) {
            boolean byOption = capacity.containsKey(input.name());
            Optional<String> answer = Optional.ofNullable(answers.get(input.name()))
                    .or(() -> Optional.ofNullable(capacity.get(input.name())))
                    .or(() -> template.template().has(input.name()) ? Optional.empty() : input.initial());
            answer.ifPresent(value -> input.check(value, byOption));
            if (answer.isPresent() && !byOption) {
                values = values.with(input.name(), answer.get());
            } else if (answer.isEmpty()
                    && input.mandatory()
                    && !template.template().has(input.name())) {
                missing.add(input);
            }
        }
        if (!missing.isEmpty()) {
            throw new DriverException(
                    named() + " asks for "
                            + missing.stream().map(Input::described).collect(Collectors.joining(", "))
                            + ", which has to be answered",
                    "Answer with "
                            + missing.stream()
                                    .map(input -> "--" + Extra.INPUT.flagName() + " " + input.name() + "=VALUE")
                                    .collect(Collectors.joining(" "))
                            + missing.stream().map(Input::choice).collect(Collectors.joining()) + ".",
                    null);
        }
        return values;
    }

    private String named() {
        return "template " + template.id() + " (" + template.name() + ")";
    }

    /**
     * One of them.
     *
     * @param type {@code text}, {@code number}, {@code range}, {@code list}, {@code boolean}, {@code password} and others; those nobody
     *     knows take anything
     * @param options what may be chosen: words between commas, or bounds with two dots between them
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

        /** What may be chosen, to follow other words; empty when anything may. */
        String choice() {
            return switch (type) {
                case "number", "number-float", "range", "range-float", "list", "list-multiple", "boolean", "fixed" ->
                    "; " + name + " is " + wanted();
                default -> "";
            };
        }

        void check(String value, boolean byOption) {
            boolean fits = switch (type) {
                case "number" -> isNumber(value) && !value.contains(".");
                case "number-float" -> isNumber(value);
                case "range" -> isNumber(value) && !value.contains(".") && isWithin(value);
                case "range-float" -> isNumber(value) && isWithin(value);
                case "list" -> choices().contains(value);
                case "list-multiple" ->
                    choices()
                            .containsAll(List.of(value.split(",")).stream()
                                    .map(String::strip)
                                    .toList());
                case "boolean" -> value.equals("YES") || value.equals("NO");
                case "fixed" -> initial.map(value::equals).orElse(true);
                default -> true;
            };
            if (!fits) {
                throw new DriverException(
                        (byOption ? "the value of " : "--" + Extra.INPUT.flagName() + ": \"" + value + "\" for ") + name
                                + " is not " + wanted() + ", as the template asks for it");
            }
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
            return List.of(options.split(",")).stream().map(String::strip).toList();
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

        private static boolean isNumber(String value) {
            return value.matches("-?[0-9]{1,12}(\\.[0-9]{1,9})?");
        }
    }
}
