package io.onemachine.cli.flag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from a command line as Go's {@code flag} package does: one dash or two alike, {@code --flag=value} and
 * {@code --flag value}, booleans without a value, and {@code --} ends the options.
 */
public final class FlagParser {
    private final List<Flag> flags;
    private final Map<String, Flag> byName = new HashMap<>();
    private final Map<String, String> environment;

    /**
     * @param flags the known options; {@code help} and {@code h} are always known
     * @param environment the environment variables, used for options not given
     */
    public FlagParser(List<Flag> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
        for (Flag flag : flags) {
            for (String name : flag.names()) {
                if (byName.put(name, flag) != null) {
                    throw new IllegalArgumentException("two flags are called " + name);
                }
            }
        }
    }

    /**
     * Reads the options before the first positional argument; that argument and all after it are positional. Used for the
     * program's own options, which stand before the command.
     */
    public ParsedFlags parseLeading(List<String> arguments) throws FlagException {
        return new Run(arguments, false).parse();
    }

    /**
     * Reads options anywhere before {@code --}. Positional arguments before the first option are moved after the others, as
     * in the Go program: {@code rm a -f b} acts on b, then a.
     */
    public ParsedFlags parseAnywhere(List<String> arguments) throws FlagException {
        int terminator = arguments.indexOf("--");
        int end = terminator < 0 ? arguments.size() : terminator;
        int firstFlag = 0;
        while (firstFlag < end && !isFlag(arguments.get(firstFlag))) {
            firstFlag++;
        }
        Run run = new Run(arguments.subList(firstFlag, end), true);
        ParsedFlags parsed = run.parse();
        List<String> positionals = new ArrayList<>(parsed.positionals());
        positionals.addAll(arguments.subList(0, firstFlag));
        List<String> after = arguments.subList(Math.min(end + 1, arguments.size()), arguments.size());
        positionals.addAll(after);
        boolean groupAfter = !after.isEmpty() && (firstFlag < end ? run.endedWithAnOption() : firstFlag == 0);
        int groups = parsed.positionalGroups() + (firstFlag > 0 ? 1 : 0) + (groupAfter ? 1 : 0);
        return new ParsedFlags(
                flags, run.values(), positionals, new ParsedFlags.Places(groups, after.size()), parsed.helpAsked());
    }

    /** Reads options anywhere before {@code --}; positional arguments keep their order. */
    public ParsedFlags parseInOrder(List<String> arguments) throws FlagException {
        return new Run(arguments, true).parse();
    }

    /** Takes all arguments as positional ones, for a command that forwards them; recognizes a help option as the first one only. */
    public ParsedFlags takeAll(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        boolean helpAsked =
                first.equals("-h") || first.equals("--h") || first.equals("-help") || first.equals("--help");
        Run run = new Run(List.of(), false);
        return new ParsedFlags(flags, run.values(), arguments, new ParsedFlags.Places(1, 0), helpAsked);
    }

    private static boolean isFlag(String argument) {
        return argument.length() > 1 && argument.charAt(0) == '-';
    }

    /** The state of parsing one command line. */
    private final class Run {
        private final List<String> arguments;
        private final boolean anywhere;
        private final Map<String, List<String>> given = new HashMap<>();
        private final List<String> positionals = new ArrayList<>();
        private int next;
        private boolean helpAsked;
        private int groups;
        private boolean afterFlag = true;

        Run(List<String> arguments, boolean anywhere) {
            this.arguments = arguments;
            this.anywhere = anywhere;
        }

        ParsedFlags parse() throws FlagException {
            while (next < arguments.size()) {
                String argument = arguments.get(next);
                if (argument.equals("--")) {
                    next++;
                    break;
                }
                if (isFlag(argument)) {
                    next++;
                    takeFlag(argument);
                    afterFlag = true;
                } else if (anywhere) {
                    next++;
                    positionals.add(argument);
                    groups += afterFlag ? 1 : 0;
                    afterFlag = false;
                } else {
                    break;
                }
            }
            List<String> rest = arguments.subList(next, arguments.size());
            positionals.addAll(rest);
            groups += !rest.isEmpty() && afterFlag ? 1 : 0;
            return new ParsedFlags(
                    flags,
                    values(),
                    positionals,
                    new ParsedFlags.Places(groups, anywhere ? rest.size() : 0),
                    helpAsked);
        }

        /** Returns whether the last argument belonged to an option rather than being positional. */
        boolean endedWithAnOption() {
            return afterFlag;
        }

        private void takeFlag(String argument) throws FlagException {
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            if (body.isEmpty() || body.charAt(0) == '-' || body.charAt(0) == '=') {
                throw new FlagException("bad flag syntax: " + argument);
            }
            int equals = body.indexOf('=');
            String name = equals < 0 ? body : body.substring(0, equals);
            @Nullable String value = equals < 0 ? null : body.substring(equals + 1);
            Flag flag = byName.get(name);
            if (flag == null) {
                if (name.equals("help") || name.equals("h")) {
                    helpAsked = value == null || checkedBoolean(name, value);
                    return;
                }
                throw new FlagException("flag provided but not defined: -" + name);
            }
            take(flag, name, value);
        }

        private void take(Flag flag, String name, @Nullable String attached) throws FlagException {
            String value = attached;
            if (value == null && flag.kind() == FlagKind.BOOLEAN) {
                value = "true";
            }
            if (value == null) {
                if (next >= arguments.size()) {
                    throw new FlagException("flag needs an argument: -" + name);
                }
                value = arguments.get(next++);
            }
            switch (flag.kind()) {
                case BOOLEAN -> given.put(flag.name(), List.of(checkedBoolean(name, value) ? "true" : "false"));
                case TEXT -> given.put(flag.name(), List.of(value));
                case NUMBER -> given.put(flag.name(), List.of(checkedNumber(name, value)));
                case LIST ->
                    given.computeIfAbsent(flag.name(), key -> new ArrayList<>()).add(value);
            }
        }

        private static boolean checkedBoolean(String name, String value) throws FlagException {
            Boolean parsed = Literals.parseBoolean(value);
            if (parsed == null) {
                throw new FlagException("invalid boolean value \"" + value + "\" for -" + name + ": parse error");
            }
            return parsed;
        }

        private static String checkedNumber(String name, String value) throws FlagException {
            Long parsed = Literals.parseNumber(value);
            if (parsed == null) {
                throw new FlagException("invalid value \"" + value + "\" for flag -" + name + ": parse error");
            }
            return parsed.toString();
        }

        private Map<String, FlagValue> values() {
            Map<String, FlagValue> values = new HashMap<>();
            for (Flag flag : flags) {
                List<String> fromEnvironment = fromEnvironment(flag);
                List<String> fromCommandLine = given.get(flag.name());
                if (fromCommandLine != null) {
                    List<String> all = fromCommandLine;
                    if (flag.kind() == FlagKind.LIST && !fromEnvironment.isEmpty()) {
                        all = new ArrayList<>(fromEnvironment);
                        all.addAll(fromCommandLine);
                    }
                    values.put(flag.name(), new FlagValue(all, FlagSource.COMMAND_LINE));
                } else if (!fromEnvironment.isEmpty()) {
                    values.put(flag.name(), new FlagValue(fromEnvironment, FlagSource.ENVIRONMENT));
                } else {
                    values.put(flag.name(), new FlagValue(flag.defaults(), FlagSource.DEFAULT));
                }
            }
            return values;
        }

        /** Returns the value of the first variable that is set; an invalid value counts as not set, as in Go. */
        private List<String> fromEnvironment(Flag flag) {
            for (String variable : flag.environment()) {
                String value = environment.get(variable);
                if (value == null || value.isEmpty()) {
                    continue;
                }
                switch (flag.kind()) {
                    case TEXT -> {
                        return List.of(value);
                    }
                    case LIST -> {
                        return splitAtCommas(value);
                    }
                    case BOOLEAN -> {
                        Boolean parsed = Literals.parseBoolean(value);
                        if (parsed != null) {
                            return List.of(parsed.toString());
                        }
                    }
                    case NUMBER -> {
                        Long parsed = Literals.parseNumber(value);
                        if (parsed != null) {
                            return List.of(parsed.toString());
                        }
                    }
                }
            }
            return List.of();
        }

        private static List<String> splitAtCommas(String value) {
            List<String> parts = new ArrayList<>();
            int start = 0;
            while (start <= value.length()) {
                int comma = value.indexOf(',', start);
                int end = comma < 0 ? value.length() : comma;
                parts.add(value.substring(start, end).trim());
                start = end + 1;
            }
            return parts;
        }
    }
}
