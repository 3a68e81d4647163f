package io.onemachine.devcloud.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a document that two clouds have in common: every element with its path, and the text of some. */
final class Shape {

    private static final Pattern TOKEN = Pattern.compile(
            "<!\\[CDATA\\[(?<cdata>.*?)]]>|<(?<close>/?)(?<name>\\w+)(?<empty>/?)>|(?<text>[^<]+)", Pattern.DOTALL);

    /** Elements whose text does not depend on the time, the network or the names of drivers. */
    private static final Set<String> COMPARED = Set.of(
            "ID",
            "UID",
            "GID",
            "UNAME",
            "GNAME",
            "NAME",
            "STATE",
            "LCM_STATE",
            "PREV_STATE",
            "PREV_LCM_STATE",
            "CPU",
            "MEMORY",
            "VCPU",
            "VMID",
            "DISK_ID",
            "NIC_ID",
            "IMAGE",
            "IMAGE_ID",
            "NETWORK",
            "NETWORK_ID",
            "SIZE",
            "ORIGINAL_SIZE",
            "DEV_PREFIX",
            "TYPE",
            "LISTEN",
            "PORT",
            "MASK",
            "GATEWAY",
            "ETH0_MASK",
            "ETH0_GATEWAY",
            "ETH0_NETWORK",
            "START_SCRIPT_BASE64",
            "DOCKER_SSH_USER",
            "DOCKER_SSH_PUBLIC_KEY",
            "SSH_PUBLIC_KEY",
            "AUTOMATIC_REQUIREMENTS",
            "AUTOMATIC_NIC_REQUIREMENTS",
            "TEMPLATE_ID",
            "SEQ",
            "BOOT",
            "ORDER",
            "CLONE",
            "SAVE",
            "READONLY",
            "OWNER_U",
            "OWNER_M",
            "OWNER_A",
            "GROUP_U",
            "OTHER_U",
            "USED_LEASES",
            "RUNNING_VMS",
            "MAC_END",
            "IP_END",
            "REGTIMES",
            "GROUPS");

    private Shape() {}

    /**
     * Returns a line for each element, in order: its path and, where it can be compared, its text.
     *
     * @param ignored paths to leave out with everything inside, and names whose text is not compared, as {@code text:NAME}
     */
    static List<String> of(String document, Set<String> ignored) {
        List<String> lines = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        Matcher token = TOKEN.matcher(document);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                throw new AssertionError("not XML at " + end + ": " + document);
            }
            end = token.end();
            if (token.group("cdata") != null) {
                text.append(token.group("cdata"));
            } else if (token.group("text") != null) {
                text.append(token.group("text"));
            } else if (!token.group("close").isEmpty()) {
                close(lines, path, text, token.group("name"), ignored);
            } else {
                path.addLast(token.group("name"));
                text.setLength(0);
                if (isCompared(path, ignored)) {
                    lines.add(String.join("/", path));
                }
                if (!token.group("empty").isEmpty()) {
                    path.removeLast();
                }
            }
        }
        if (end != document.length() || !path.isEmpty()) {
            throw new AssertionError("not XML: " + document);
        }
        return lines;
    }

    private static void close(
            List<String> lines, Deque<String> path, StringBuilder text, String name, Set<String> ignored) {
        if (!name.equals(path.peekLast())) {
            throw new AssertionError("</" + name + "> closes " + path);
        }
        boolean comparable = COMPARED.contains(name) && !ignored.contains("text:" + name);
        if (comparable && isCompared(path, ignored)) {
            lines.add(String.join("/", path) + " = " + text);
        }
        path.removeLast();
        text.setLength(0);
    }

    private static boolean isCompared(Deque<String> path, Set<String> ignored) {
        StringBuilder soFar = new StringBuilder();
        for (String name : path) {
            soFar.append(soFar.isEmpty() ? "" : "/").append(name);
            if (ignored.contains(soFar.toString())) {
                return false;
            }
        }
        return true;
    }
}
