package io.onemachine.e2e.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** OpenNebula's API by hand-written requests, to see what is in a cloud without any class of the product. */
public final class OpenNebulaApi {

    private static final Pattern STRING = Pattern.compile("<string>(.*?)</string>", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("<(?:i4|int)>(\\d+)</");
    private static final Pattern VM_ID = Pattern.compile("<VM><ID>(\\d+)</ID>");
    private static final Pattern VM_NAME = Pattern.compile("<VM><ID>\\d+</ID>.*?<NAME>(.*?)</NAME>");

    private final String endpoint;
    private final String session;

    public OpenNebulaApi(String endpoint, String session) {
        this.endpoint = endpoint;
        this.session = session;
    }

    /** Ids of the VMs that are not DONE, newest first. */
    public List<Integer> vms() {
        List<Integer> ids = new ArrayList<>();
        Matcher matcher = VM_ID.matcher(call("one.vmpool.info", -2, -1, -1, -1));
        while (matcher.find()) {
            ids.add(Integer.valueOf(matcher.group(1)));
        }
        return ids;
    }

    /** Names of the VMs that are not DONE, sorted. */
    public List<String> vmNames() {
        return VM_NAME.matcher(call("one.vmpool.info", -2, -1, -1, -1))
                .results()
                .map(vm -> vm.group(1))
                .sorted()
                .toList();
    }

    /** Creates a VM of a template and returns its id. */
    public int instantiate(int template, String name, String moreAttributes) {
        return number(call("one.template.instantiate", template, name, false, moreAttributes, false));
    }

    /** Registers a template and returns its id. */
    public int registerTemplate(String text) {
        return number(call("one.template.allocate", text));
    }

    private static int number(String answer) {
        Matcher matcher = NUMBER.matcher(answer);
        if (!matcher.find()) {
            throw new AssertionError("no id in " + answer);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Waits until a VM runs. */
    public void awaitRunning(int vm) {
        Awaitility.await("VM " + vm + " runs")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> vm(vm).contains("<LCM_STATE>3</LCM_STATE>"));
    }

    /** Terminates a VM by force, unless it is gone, once the front end takes the call: not while it is deployed. */
    public void terminate(int vm) {
        Awaitility.await().untilAsserted(() -> {
            if (vms().contains(vm)) {
                call("one.vm.action", "terminate-hard", vm);
            }
        });
    }

    /** The XML document of a VM. */
    public String vm(int id) {
        return call("one.vm.info", id);
    }

    /** The text of the only element of a name in a VM's document, without its CDATA marks. */
    public static String element(String document, String name) {
        Matcher matcher = Pattern.compile(
                        "<" + name + ">(?:<!\\[CDATA\\[)?(.*?)(?:]]>)?</" + name + ">", Pattern.DOTALL)
                .matcher(document);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + document);
        }
        return matcher.group(1);
    }

    /** Calls a method and returns the first string of its answer. Numbers go out as int, anything else as string. */
    public String call(String method, Object... arguments) {
        StringBuilder body = new StringBuilder("<?xml version=\"1.0\"?><methodCall><methodName>" + method
                + "</methodName><params><param><value><string>" + escaped(session) + "</string></value></param>");
        for (Object argument : arguments) {
            String type = argument instanceof Integer ? "int" : argument instanceof Boolean ? "boolean" : "string";
            String text = argument instanceof Boolean flag ? (flag ? "1" : "0") : escaped(argument.toString());
            body.append("<param><value><").append(type).append('>').append(text);
            body.append("</").append(type).append("></value></param>");
        }
        body.append("</params></methodCall>");
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(endpoint).toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            byte[] bytes = body.toString().getBytes(UTF_8);
            connection.setFixedLengthStreamingMode(bytes.length);
            try (var out = connection.getOutputStream()) {
                out.write(bytes);
            }
            try (var in = connection.getInputStream()) {
                String answer = new String(in.readAllBytes(), UTF_8);
                Matcher matcher = STRING.matcher(answer);
                if (!answer.contains("<boolean>1</boolean>") && !answer.contains("<boolean>true</boolean>")) {
                    throw new AssertionError(method + " failed: " + answer);
                }
                return matcher.find() ? unescaped(matcher.group(1)) : answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#xD;", "\r")
                .replace("&#13;", "\r")
                .replace("&amp;", "&");
    }
}
