package io.onemachine.devcloud.stub;

import io.onemachine.devcloud.stub.StubShell.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the few commands of a simulated host; others do nothing, succeed, and are written to the log. */
final class StubCommands {

    private final StubHost host;
    private final String user;

    StubCommands(StubHost host, String user) {
        this.host = host;
        this.user = user;
    }

    /** Runs a command line: commands joined by {@code ;}, {@code &&}, {@code ||} and {@code |}, with output redirected to files. */
    Result run(String line, String input) {
        List<String> command = new ArrayList<>();
        StringBuilder output = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        Result last = Result.OK;
        String pipe = input;
        boolean skip = false;
        List<String> words = new ArrayList<>(ShellWords.split(line));
        words.add(ShellWords.OPERATOR + ";");
        for (String word : words) {
            boolean ends = word.startsWith(ShellWords.OPERATOR) && "<>".indexOf(word.charAt(1)) < 0;
            if (!ends) {
                command.add(word);
                continue;
            }
            String operator = word.substring(1);
            if (!command.isEmpty() && !skip) {
                last = redirected(command, pipe);
                errors.append(last.errors());
                if (!operator.equals("|")) {
                    output.append(last.output());
                }
            }
            pipe = operator.equals("|") ? last.output() : "";
            skip = (operator.equals("&&") && last.exitCode() != 0) || (operator.equals("||") && last.exitCode() == 0);
            command.clear();
        }
        return new Result(last.exitCode(), output.toString(), errors.toString());
    }

    /** Runs one command and writes its output to the redirected file. */
    private Result redirected(List<String> words, String input) {
        List<String> command = new ArrayList<>();
        Optional<String> file = Optional.empty();
        boolean append = false;
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).startsWith(ShellWords.OPERATOR)) {
                command.add(words.get(i));
            } else if (i + 1 < words.size()) {
                boolean ofErrors = !command.isEmpty() && command.getLast().equals("2");
                if (ofErrors) {
                    command.removeLast();
                } else if (words.get(i).startsWith(ShellWords.OPERATOR + ">")) {
                    append = words.get(i).endsWith(">>");
                    file = Optional.of(words.get(i + 1));
                }
                i++;
            }
        }
        Result result = command.isEmpty() ? Result.OK : one(command, input);
        if (file.isEmpty() || file.get().equals("/dev/null")) {
            return file.isEmpty() ? result : new Result(result.exitCode(), "", result.errors());
        }
        String path = path(file.get());
        String before = append ? host.files().read(path).orElse("") : "";
        host.files().write(path, before + result.output());
        return new Result(result.exitCode(), "", result.errors());
    }

    private Result one(List<String> words, String input) {
        if (words.getFirst().equals("sudo")) {
            List<String> rest = words.stream()
                    .skip(1)
                    .dropWhile(word -> word.startsWith("-"))
                    .toList();
            return rest.isEmpty() ? Result.OK : new StubCommands(host, "root").one(rest, input);
        }
        List<String> arguments = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "exec" -> arguments.isEmpty() ? Result.OK : one(arguments, input);
            case "true", ":", "sync" -> Result.OK;
            case "false" -> Result.failure(1, "");
            case "exit" -> new Result(arguments.isEmpty() ? 0 : number(arguments.getFirst()), "", "");
            case "echo" -> Result.of(String.join(" ", arguments) + "\n");
            case "printf" -> Result.of(printf(arguments));
            case "cat" -> arguments.isEmpty() ? Result.of(input) : cat(arguments);
            case "tee" -> tee(arguments, input);
            case "hostname" -> Result.of(host.hostname() + "\n");
            case "whoami" -> Result.of(user + "\n");
            case "id" -> Result.of(id(arguments) + "\n");
            case "uname" -> Result.of(uname(arguments) + "\n");
            case "which" -> which(arguments);
            case "command" -> which(arguments.stream().skip(1).toList());
            case "docker" -> docker(arguments);
            case "systemctl", "service" -> service(arguments);
            case "poweroff", "halt", "shutdown" -> {
                Thread.ofVirtual().name("guest poweroff").start(host::powerOffByGuest);
                yield Result.OK;
            }
            default -> {
                host.note("simulated host: not run: " + words.getFirst());
                yield Result.OK;
            }
        };
    }

    private Result cat(List<String> files) {
        StringBuilder output = new StringBuilder();
        for (String file : files) {
            Optional<String> content = read(path(file));
            if (content.isEmpty()) {
                return new Result(1, output.toString(), "cat: " + file + ": No such file or directory\n");
            }
            output.append(content.get());
        }
        return Result.of(output.toString());
    }

    private Optional<String> read(String path) {
        if (path.equals("/etc/os-release") || path.equals("/usr/lib/os-release")) {
            return Optional.of(host.image().osRelease().entrySet().stream()
                    .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"\n")
                    .sorted()
                    .collect(Collectors.joining()));
        }
        if (path.equals("/proc/sys/kernel/hostname")) {
            return Optional.of(host.hostname() + "\n");
        }
        return host.files().read(path);
    }

    private Result tee(List<String> arguments, String input) {
        arguments.stream()
                .filter(file -> !file.startsWith("-") && !file.equals("/dev/null"))
                .forEach(file -> host.files().write(path(file), input));
        return Result.of(input);
    }

    private String id(List<String> arguments) {
        String options = String.join("", arguments);
        String number = user.equals("root") ? "0" : "1000";
        if (options.contains("G")) {
            return user.equals("root") ? "root" : user + " docker";
        }
        if (options.contains("n")) {
            return user;
        }
        return options.contains("u") ? number : "uid=" + number + "(" + user + ") gid=" + number + "(" + user + ")";
    }

    private String uname(List<String> arguments) {
        return switch (arguments.isEmpty() ? "-s" : arguments.getFirst()) {
            case "-a" -> "Linux " + host.hostname() + " 6.12.0-stub #1 SMP x86_64 GNU/Linux";
            case "-r" -> "6.12.0-stub";
            case "-m" -> "x86_64";
            case "-n" -> host.hostname();
            default -> "Linux";
        };
    }

    private Result which(List<String> programs) {
        String found = programs.stream()
                .filter(program -> !program.startsWith("docker") || host.hasDocker())
                .map(program -> "/usr/bin/" + program + "\n")
                .collect(Collectors.joining());
        return found.isEmpty() ? Result.failure(1, "") : Result.of(found);
    }

    private Result docker(List<String> arguments) {
        if (!host.hasDocker()) {
            return Result.failure(127, "docker: command not found\n");
        }
        String version = host.engineVersion().version();
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "-v", "--version" -> Result.of("Docker version " + version + ", build stub\n");
            case "version" ->
                Result.of(
                        arguments.contains("--format") || arguments.contains("-f")
                                ? version + "\n"
                                : "Client:\n Version: " + version + "\n\nServer:\n Version: " + version + "\n");
            case "ps" -> Result.of("CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n");
            default -> Result.OK;
        };
    }

    private Result service(List<String> arguments) {
        boolean docker =
                arguments.stream().anyMatch(argument -> argument.equals("docker") || argument.equals("docker.service"));
        if (docker && (arguments.contains("start") || arguments.contains("restart"))) {
            host.startEngine();
        } else if (docker && arguments.contains("stop")) {
            host.stopEngine();
        } else if (docker && arguments.contains("is-active")) {
            return host.engineRuns() ? Result.of("active\n") : new Result(3, "inactive\n", "");
        }
        return Result.OK;
    }

    private static String printf(List<String> arguments) {
        if (arguments.isEmpty()) {
            return "";
        }
        String format = arguments.getFirst().replace("\\n", "\n");
        String text = format;
        for (String argument : arguments.subList(1, arguments.size())) {
            int hole = text.indexOf("%s");
            text = hole < 0 ? text : text.substring(0, hole) + argument + text.substring(hole + 2);
        }
        return text.replace("%s", "");
    }

    static String home(String user) {
        return user.equals("root") ? "/root" : "/home/" + user;
    }

    /** Returns a path; a relative one is in the user's home. */
    private String path(String file) {
        String home = home(user) + "/";
        if (file.startsWith("~/")) {
            return home + file.substring(2);
        }
        return file.startsWith("/") ? file : home + file;
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) & 255 : 2;
    }
}
