package io.nagare.site;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium without a window, and one page in it, driven by its DevTools protocol over two pipes. One thread uses it.
 *
 * <p>Only texts are read from the answers, so an expression that is evaluated must give a text.
 */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");

    private static final Pattern COMPLAINT = Pattern.compile(
            "^\\{\"method\":\"(Runtime\\.exceptionThrown|Log\\.entryAdded|Runtime\\.consoleAPICalled)\"");

    private static final int LIMIT_SECONDS = 30;

    private final Process process;
    private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final String session;
    private int commands;

    /**
     * Starts a browser with a profile of its own.
     *
     * @throws org.opentest4j.TestAbortedException if none is installed
     */
    Browser(Path profile) throws Exception {
        process = new ProcessBuilder(command(profile))
                .redirectError(profile.resolve("browser.log").toFile())
                .start();
        try {
            Thread reader = new Thread(this::read, "browser");
            reader.setDaemon(true);
            reader.start();
            String target = send("Target.createTarget", "{\"url\":\"about:blank\"}", null);
            String page = quoted(text(target, "targetId"));
            String attached = send("Target.attachToTarget", "{\"targetId\":" + page + ",\"flatten\":true}", null);
            session = text(attached, "sessionId");
            send("Runtime.enable", "{}", session);
            send("Log.enable", "{}", session);
        } catch (Exception failure) {
            close();
            throw failure;
        }
    }

    /** The shell makes the pipes of the program 3 and 4, where the browser wants them. */
    private static List<String> command(Path profile) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2"));
        command.add(program());
        // There is no sandbox for root and in many containers; the pages are our own.
        command.addAll(List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--no-first-run", "--no-proxy-server", "--user-data-dir=" + profile, "--remote-debugging-pipe"));
        return command;
    }

    private static String program() {
        List<String> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .toList();
        assumeTrue(!found.isEmpty(), "none of these browsers is here: " + NAMES);
        return found.get(0);
    }

    /** Makes the window as wide as a screen or a phone. */
    void resize(int width, int height) throws Exception {
        send("Emulation.setDeviceMetricsOverride", "{\"width\":" + width + ",\"height\":" + height
                + ",\"deviceScaleFactor\":1,\"mobile\":" + (width < 500) + "}", session);
    }

    /** Opens a page, and returns when it and its pictures have been loaded. */
    void open(String address) throws Exception {
        String answer = send("Page.navigate", "{\"url\":" + quoted(address) + "}", session);
        if (answer.contains("\"errorText\"")) {
            throw new AssertionError(address + ": " + answer);
        }
        // A page with another anchor is the same document, which has been loaded.
        evaluate("new Promise(done => { const look = () => location.href.split('#')[0] === "
                + quoted(address.split("#")[0])
                + " && document.readyState === 'complete' ? done('') : setTimeout(look, 5); look(); })");
    }

    /** Returns the text that an expression, or the promise that it gives, has. */
    String evaluate(String expression) throws Exception {
        String answer = send("Runtime.evaluate",
                "{\"expression\":" + quoted(expression) + ",\"awaitPromise\":true,\"returnByValue\":true}", session);
        if (answer.contains("\"exceptionDetails\"")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return text(answer, "value");
    }

    /** Types into what has the focus. */
    void type(String text) throws Exception {
        send("Input.insertText", "{\"text\":" + quoted(text) + "}", session);
    }

    /** Returns what the console has shown so far: all messages of the browser and errors and warnings of pages. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private String send(String method, String parameters, @Nullable String to) throws Exception {
        int id = ++commands;
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String command = "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters
                + (to == null ? "" : ",\"sessionId\":" + quoted(to)) + "}";
        OutputStream pipe = process.getOutputStream();
        pipe.write(command.getBytes(StandardCharsets.UTF_8));
        pipe.write(0);
        pipe.flush();
        return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs in a thread of its own until the browser has ended. Each message ends with a zero. */
    private void read() {
        try (InputStream pipe = process.getInputStream()) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (int next = pipe.read(); next >= 0; next = pipe.read()) {
                if (next != 0) {
                    message.write(next);
                } else {
                    receive(message.toString(StandardCharsets.UTF_8));
                    message.reset();
                }
            }
        } catch (IOException ended) {
            complaints.add(ended.toString());
        }
        answers.values().forEach(answer -> answer.completeExceptionally(new IOException("the browser has ended")));
    }

    private void receive(String message) {
        Matcher id = ID.matcher(message);
        if (id.find()) {
            CompletableFuture<String> answer = answers.remove(Integer.parseInt(id.group(1)));
            if (answer != null) {
                answer.complete(message);
            }
        } else if (COMPLAINT.matcher(message).find()) {
            complaints.add(message);
        }
    }

    /** Returns the first text of a name in an answer. */
    private static String text(String answer, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"((?:\\\\.|[^\"\\\\])*+)\"").matcher(answer);
        if (!value.find()) {
            throw new AssertionError("there is no text '" + name + "' in " + answer);
        }
        return value.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
