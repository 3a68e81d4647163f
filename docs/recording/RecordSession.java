import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Records a terminal session of the built program on the embedded cloud, and writes it as an animated SVG in real time:
 *
 * <pre>java docs/recording/RecordSession.java [--hypervisor stub] [session|fleet|swarm] [FILE.svg]</pre>
 *
 * <p>The commands run in one bash under {@code script}, which gives them a pseudo-terminal. The SVG shows the last screen where animations
 * are off. Needs {@code script}, {@code docker} and what {@code bin/devcloud} needs for real hosts; {@code stub} simulates the host.
 */
final class RecordSession {
    /** A session: its fleet file, if it has one, and its commands. */
    private enum Session {
        SESSION(
                100,
                "a machine is created, used by docker, and removed",
                "",
                "docker-machine create --driver opennebula --opennebula-template-id 0 web1",
                "docker-machine ls",
                "eval $(docker-machine env web1)",
                "docker info --format 'Docker {{.ServerVersion}} on {{.Name}}, {{.OperatingSystem}}'",
                "docker-machine rm -y web1"),
        FLEET(
                100,
                "three machines are created from a file, changed, and removed",
                """
                name: shop
                defaults:
                  options: {template-id: 0}
                machines:
                  web: {count: 2, names: "web{n}"}
                  db: {options: {memory: 2048}, labels: [tier=data]}
                """,
                "cat fleet.yaml",
                "docker-machine apply -y",
                "docker-machine diff",
                "sed -i 's/count: 2/count: 1/; s/tier=data/tier=store/' fleet.yaml",
                "docker-machine diff || echo exit code $?",
                "docker-machine apply -y --prune",
                "docker-machine destroy -y"),
        SWARM(
                112,
                "a swarm of five is created from a file, loses a machine, and gets another one",
                """
                name: shop
                defaults:
                  options: {template-id: 0}
                machines:
                  manager: {count: 3}
                  worker: {count: 2}
                swarm:
                  managers: [manager]
                  workers: [worker]
                """,
                "cat fleet.yaml",
                "docker-machine apply -y",
                "docker-machine swarm ls",
                "docker-machine swarm drain worker-1",
                "docker-machine rm -y worker-1",
                "docker-machine apply -y",
                "docker-machine swarm ls",
                "docker-machine destroy -y");

        private final int columns;
        private final String title;
        private final String fleetFile;
        private final List<String> commands;

        Session(int columns, String title, String fleetFile, String... commands) {
            this.columns = columns;
            this.title = title;
            this.fleetFile = fleetFile;
            this.commands = List.of(commands);
        }

        static Session of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        String fileName() {
            return name().toLowerCase(Locale.ROOT) + ".svg";
        }
    }

    /** Pauses in the session and at its end, for those who read it, in seconds. */
    private static final double BEFORE_A_COMMAND = 0.8;

    private static final double AT_THE_END = 5;

    /** Output that follows within this time is shown at once, in seconds. */
    private static final double FRAME = 0.03;

    private final Session session;
    private final Path checkout;
    private final Path folder;

    private RecordSession(Session session, Path checkout, Path folder) {
        this.session = session;
        this.checkout = checkout;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        String hypervisor = "nspawn";
        int option = rest.indexOf("--hypervisor");
        if (option >= 0 && option + 1 < rest.size()) {
            hypervisor = rest.get(option + 1);
            rest.subList(option, option + 2).clear();
        }
        Path checkout = Path.of("").toAbsolutePath();
        if (!Files.isExecutable(checkout.resolve("bin/docker-machine"))) {
            throw new IllegalArgumentException("not a checkout: " + checkout + "; run it from the checkout's root");
        }
        Session session = Session.of(rest.isEmpty() ? "session" : rest.get(0));
        Path svg = checkout.resolve(rest.size() < 2 ? "docs/recording/" + session.fileName() : rest.get(1));

        Path folder = Files.createTempDirectory("recording");
        RecordSession recording = new RecordSession(session, checkout, folder);
        try {
            recording.run("bin/devcloud", "start", "--hypervisor", hypervisor, "--port", "0", "--state", folder + "/cloud");
            Files.writeString(svg, new Svg(session, recording.session()).text());
            System.out.println("Written: " + svg);
        } finally {
            recording.run("bin/devcloud", "stop", "--state", folder + "/cloud");
            remove(folder);
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).directory(checkout.toFile()).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " returned " + process.exitValue());
        }
    }

    /** Runs the commands and returns the screens in the order of their times. */
    private List<Screen> session() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("fleet.yaml"), session.fleetFile);
        Path script = folder.resolve("session.sh");
        Files.writeString(script, script());
        Process process = new ProcessBuilder("script", "-qec", "bash " + script, "/dev/null")
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .start();
        Terminal terminal = new Terminal(session.columns);
        List<Screen> screens = new ArrayList<>();
        long began = 0;
        char[] text = new char[8192];
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = reader.read(text); count >= 0; count = reader.read(text)) {
                long now = System.nanoTime();
                began = began == 0 ? now : began;
                terminal.write(new String(text, 0, count));
                double time = (now - began) / 1e9;
                if (!screens.isEmpty() && time - screens.getLast().time() < FRAME) {
                    time = screens.removeLast().time();
                }
                screens.add(new Screen(time, terminal.lines()));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("the session failed:\n" + String.join("\n", terminal.plainLines()));
        }
        return screens;
    }

    private String script() {
        StringBuilder script = new StringBuilder("set -e\nstty cols " + session.columns + " rows 60\n")
                .append("export LC_ALL=C.UTF-8 TERM=xterm SHELL=/bin/bash MACHINE_STORAGE_PATH=" + folder + "/store\n")
                .append("export PATH=" + checkout + "/bin:$PATH\n")
                .append("eval \"$(devcloud env --state " + folder + "/cloud)\"\n")
                // Creates the CA of the store, whose path is of no interest.
                .append("docker-machine create --driver none --url none ca >/dev/null 2>&1\n")
                .append("docker-machine rm -y ca >/dev/null\n");
        for (String command : session.commands) {
            script.append("printf '\\033[32m$\\033[0m '\nsleep " + BEFORE_A_COMMAND + "\n")
                    .append("command=$(cat <<'COMMAND'\n" + command + "\nCOMMAND\n)\n")
                    .append("printf '\\033[1m%s\\033[0m\\n' \"$command\"\neval \"$command\"\n");
        }
        return script + "sleep 0.5\n";
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** A character and the style that it is shown in. */
    private record Cell(char character, String style) {}

    /**
     * What the terminal shows from a time on.
     *
     * @param time the time in seconds since the beginning
     */
    private record Screen(double time, List<List<Cell>> lines) {}

    /** A terminal that grows instead of scrolling, with the control sequences that the program and docker use. */
    private static final class Terminal {
        private final int columns;
        private final List<List<Cell>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        private int row;
        private int column;
        private boolean wraps = true;
        private String style = "";
        private String pending = "";

        Terminal(int columns) {
            this.columns = columns;
        }

        List<List<Cell>> lines() {
            return lines.stream().map(List::copyOf).toList();
        }

        List<String> plainLines() {
            return lines.stream().map(RecordSession::plain).toList();
        }

        void write(String more) {
            String text = pending + more;
            pending = "";
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\033') {
                    int end = i + 2;
                    while (end < text.length() && !Character.isLetter(text.charAt(end))) {
                        end++;
                    }
                    if (end >= text.length()) {
                        pending = text.substring(i);
                        return;
                    }
                    control(text.substring(i + 2, end), text.charAt(end));
                    i = end;
                } else if (c == '\r') {
                    column = 0;
                } else if (c == '\n') {
                    down();
                } else if (c == '\t') {
                    do {
                        put(' ');
                    } while (column % 8 != 0);
                } else if (c >= ' ') {
                    put(c);
                }
            }
        }

        private void control(String parameters, char name) {
            if (name == 'K') {
                clearLine();
            } else if (name == 'J') {
                clearLine();
                lines.subList(row + 1, lines.size()).clear();
            } else if (name == 'A') {
                row = Math.max(row - Integer.parseInt(parameters), 0);
            } else if (name == 'm') {
                style = switch (parameters) {
                    case "1" -> "bold";
                    case "2" -> "faint";
                    case "31", "1;31" -> "red";
                    case "32", "1;32" -> "green";
                    case "33", "1;33" -> "yellow";
                    default -> "";
                };
            } else if (parameters.equals("?7")) {
                wraps = name == 'h';
            }
        }

        private void clearLine() {
            List<Cell> line = lines.get(row);
            line.subList(Math.min(column, line.size()), line.size()).clear();
        }

        private void down() {
            row++;
            if (row == lines.size()) {
                lines.add(new ArrayList<>());
            }
        }

        private void put(char c) {
            if (column == columns) {
                if (!wraps) {
                    return;
                }
                down();
                column = 0;
            }
            List<Cell> line = lines.get(row);
            while (line.size() < column) {
                line.add(new Cell(' ', ""));
            }
            Cell cell = new Cell(c, style);
            if (column < line.size()) {
                line.set(column, cell);
            } else {
                line.add(cell);
            }
            column++;
        }
    }

    private static String plain(List<Cell> line) {
        StringBuilder text = new StringBuilder();
        line.forEach(cell -> text.append(cell.character()));
        return text.toString();
    }

    /** The drawing: each content of a line is a text that is visible for its time. */
    private static final class Svg {
        private static final double WIDTH = 8.4;
        private static final int HEIGHT = 19;
        private static final int MARGIN = 14;

        private final Session session;
        private final List<Screen> screens;
        private final double total;
        private final StringBuilder rules = new StringBuilder();
        private final StringBuilder texts = new StringBuilder();
        private int count;

        Svg(Session session, List<Screen> screens) {
            this.session = session;
            this.screens = screens;
            this.total = screens.getLast().time() + AT_THE_END;
        }

        String text() {
            int rows = screens.getLast().lines().size();
            for (int row = 0; row < rows; row++) {
                addRow(row);
            }
            int width = (int) Math.ceil(session.columns * WIDTH) + 2 * MARGIN;
            int height = rows * HEIGHT + 2 * MARGIN;
            return """
                    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                    <title>A terminal session, recorded in real time: %5$s</title>
                    <desc>Written by docs/recording/RecordSession.java.</desc>
                    <style>
                    text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d8dee9; white-space: pre; }
                    .bold { font-weight: bold; fill: #fff; } .faint { fill: #8a93a3; }
                    .green { fill: #8fd18a; } .red { fill: #ff7b72; } .yellow { fill: #e3c26b; }
                    .gone { visibility: hidden; }
                    @media (prefers-reduced-motion: no-preference) {
                    %3$s}
                    </style>
                    <rect width="100%%" height="100%%" rx="8" fill="#1d222b"/>
                    %4$s</svg>
                    """.formatted(width, height, rules, texts, session.title);
        }

        /** Adds a text for each content that the row has had. */
        private void addRow(int row) {
            List<Cell> content = List.of();
            double since = 0;
            for (Screen screen : screens) {
                List<Cell> next = row < screen.lines().size() ? screen.lines().get(row) : List.of();
                if (!next.equals(content)) {
                    addText(row, content, since, screen.time());
                    content = next;
                    since = screen.time();
                }
            }
            addText(row, content, since, total);
        }

        private void addText(int row, List<Cell> content, double from, double to) {
            if (plain(content).isBlank() || to <= from) {
                return;
            }
            boolean stays = to >= total;
            String name = "t" + count++;
            rules.append(String.format(Locale.ROOT, "@keyframes %s { ", name));
            if (from > 0) {
                rules.append("0% { visibility: hidden } ");
            }
            rules.append(String.format(Locale.ROOT, "%.2f%% { visibility: visible } ", from / total * 100));
            rules.append(
                    stays
                            ? "100% { visibility: visible } }"
                            : String.format(Locale.ROOT, "%.2f%%, 100%% { visibility: hidden } }", to / total * 100));
            rules.append(String.format(
                    Locale.ROOT, " #%s { animation: %s %.2fs step-end infinite }%n", name, name, total));
            texts.append(String.format(
                    Locale.ROOT,
                    "<text id=\"%s\"%s x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>%n",
                    name,
                    stays ? "" : " class=\"gone\"",
                    MARGIN,
                    MARGIN + row * HEIGHT + 14,
                    spans(content)));
        }

        private static String spans(List<Cell> content) {
            StringBuilder spans = new StringBuilder();
            for (int i = 0; i < content.size(); ) {
                String style = content.get(i).style();
                StringBuilder text = new StringBuilder();
                for (; i < content.size() && content.get(i).style().equals(style); i++) {
                    text.append(escaped(content.get(i).character()));
                }
                spans.append(style.isEmpty() ? text : "<tspan class=\"" + style + "\">" + text + "</tspan>");
            }
            return spans.toString().stripTrailing();
        }

        private static String escaped(char character) {
            return switch (character) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                default -> String.valueOf(character);
            };
        }
    }
}
