package io.onemachine.machine.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A path with shell wildcards: {@code *}, {@code ?}, {@code [abc]}, and a backslash that escapes the next character. No
 * wildcard matches a slash, or the dot of a hidden file.
 */
public final class GlobPattern {
    private static final String WILDCARDS = "*?[\\";

    private final String text;

    public GlobPattern(String text) {
        this.text = text;
    }

    public static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
    }

    /** Returns the path without backslashes: its meaning when its wildcards match nothing. */
    public static String unescaped(String path) {
        return path.replaceAll("\\\\(.)", "$1");
    }

    /** Returns the matching paths in a tree, in alphabetical order. */
    public List<String> expand(FileTree tree) throws IOException {
        List<String> found = List.of(text.startsWith("/") ? "/" : "");
        for (String part : text.split("/", -1)) {
            if (!part.isEmpty()) {
                found = next(tree, found, part);
            }
        }
        List<String> there = new ArrayList<>();
        for (String path : found) {
            if (tree.facts(path).isPresent()) {
                there.add(path);
            }
        }
        return there;
    }

    private static List<String> next(FileTree tree, List<String> folders, String part) throws IOException {
        List<String> found = new ArrayList<>();
        for (String folder : folders) {
            if (!isPattern(part)) {
                found.add(tree.inside(folder, part));
                continue;
            }
            if (tree.facts(folder)
                    .filter(facts -> facts.kind() == FileTree.Kind.FOLDER)
                    .isEmpty()) {
                continue;
            }
            Pattern regex = regex(part);
            for (String name : tree.list(folder)) {
                boolean shown = !name.startsWith(".") || part.startsWith(".");
                if (shown && regex.matcher(name).matches()) {
                    found.add(tree.inside(folder, name));
                }
            }
        }
        return found;
    }

    private static Pattern regex(String part) {
        StringBuilder regex = new StringBuilder();
        int[] characters = part.codePoints().toArray();
        int i = 0;
        while (i < characters.length) {
            int c = characters[i++];
            int close = c == '[' ? indexOf(characters, ']', i + 1) : -1;
            if (close > 0) {
                regex.append(bracket(new String(characters, i, close - i)));
                i = close + 1;
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                int meant = c == '\\' && i < characters.length ? characters[i++] : c;
                regex.append(Pattern.quote(Character.toString(meant)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(part, Pattern.LITERAL); // not a valid bracket expression, such as [z-a]
        }
    }

    private static int indexOf(int[] characters, char wanted, int from) {
        for (int i = from; i < characters.length; i++) {
            if (characters[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String bracket(String inside) {
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        String members = negated ? inside.substring(1) : inside;
        return "[" + (negated ? "^" : "") + members.replaceAll("([\\\\\\[\\]&^])", "\\\\$1") + "]";
    }
}
