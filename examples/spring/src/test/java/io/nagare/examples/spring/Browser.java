package io.nagare.examples.spring;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.json.JsonWriter;

/**
 * A Chromium without a window, and one page in it, driven by its DevTools protocol. One thread uses it.
 *
 * <p>The protocol runs over two pipes. So no port is open, and the browser ends by itself if this JVM is killed.
 */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final int LIMIT_SECONDS = 30;

    private final Process process;
    private final Map<Integer, CompletableFuture<Map<String, Object>>> answers = new ConcurrentHashMap<>();
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
            String page = (String) send("Target.createTarget", Map.of("url", "about:blank"), null).get("targetId");
            session = (String) send("Target.attachToTarget", Map.of("targetId", page, "flatten", true), null)
                    .get("sessionId");
            for (String domain : List.of("Runtime", "Log")) {
                send(domain + ".enable", Map.of());
            }
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** The shell makes the pipes of the program 3 and 4, where the browser wants them. */
    private static List<String> command(Path profile) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2"));
        command.add(program());
        // There is no sandbox for root and in many containers; the page is our own.
        command.addAll(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-breakpad",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--no-first-run",
                "--no-proxy-server",
                "--window-size=800,600",
                "--user-data-dir=" + profile,
                "--remote-debugging-pipe"));
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

    /** Opens a page, and returns when its document has begun to load. */
    void open(String address) throws Exception {
        Map<String, Object> answer = send("Page.navigate", Map.of("url", address));
        if (answer.containsKey("errorText")) {
            throw new AssertionError(address + ": " + answer.get("errorText"));
        }
    }

    /** Waits until the page shows what the expression asks for. */
    void await(String expression) throws Exception {
        String promise =
                """
                new Promise(done => {
                    const look = () => (%s) ? done(true) : setTimeout(look, 10);
                    look();
                })
                """;
        try {
            evaluate(promise.formatted(expression));
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("the page never showed " + expression + ", but " + text("body"), late);
        }
    }

    /** Returns the text that an element shows. */
    String text(String selector) throws Exception {
        return (String) evaluate("document.querySelector('" + selector + "').innerText");
    }

    /** Returns the texts of all elements that match, from top to bottom. */
    List<?> texts(String selector) throws Exception {
        return (List<?>) evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)");
    }

    /** Returns what stands in the fields that match. */
    List<?> values(String selector) throws Exception {
        return (List<?>) evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.value)");
    }

    private Object evaluate(String expression) throws Exception {
        Map<String, Object> answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return map(answer.get("result")).get("value");
    }

    /** Types a line into what has the focus, and presses the return key. */
    void type(String line) throws Exception {
        send("Input.insertText", Map.of("text", line));
        send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", "Enter", "text", "\r"));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", "Enter"));
    }

    /** Writes what the page looks like as a PNG. */
    void picture(Path file) throws Exception {
        Files.write(file, Base64.getDecoder().decode((String) send("Page.captureScreenshot", Map.of()).get("data")));
    }

    /** Returns the warnings and errors that the console has shown so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private Map<String, Object> send(String method, Map<String, ?> parameters) throws Exception {
        return send(method, parameters, session);
    }

    private Map<String, Object> send(String method, Map<String, ?> parameters, String to) throws Exception {
        int id = ++commands;
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> command = to == null
                ? Map.of("id", id, "method", method, "params", parameters)
                : Map.of("id", id, "method", method, "params", parameters, "sessionId", to);
        OutputStream pipe = process.getOutputStream();
        pipe.write(JsonWriter.standard().writeToString(command).getBytes(StandardCharsets.UTF_8));
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
                    receive(JsonParserFactory.getJsonParser().parseMap(message.toString(StandardCharsets.UTF_8)));
                    message.reset();
                }
            }
        } catch (IOException ended) {
            complaints.add(ended.toString());
        }
        answers.values().forEach(answer -> answer.completeExceptionally(new IOException("the browser has ended")));
    }

    private void receive(Map<String, Object> message) {
        if (message.get("id") instanceof Integer id) {
            CompletableFuture<Map<String, Object>> answer = answers.remove(id);
            if (message.containsKey("error")) {
                answer.completeExceptionally(new IOException(message.get("error").toString()));
            } else {
                answer.complete(map(message.get("result")));
            }
        } else if (isComplaint(message)) {
            complaints.add(message.get("params").toString());
        }
    }

    private static boolean isComplaint(Map<String, Object> event) {
        Map<String, Object> parameters = map(event.get("params"));
        return switch ((String) event.get("method")) {
            case "Runtime.exceptionThrown" -> true;
            case "Runtime.consoleAPICalled" -> List.of("error", "warning").contains(parameters.get("type"));
            case "Log.entryAdded" ->
                    List.of("error", "warning").contains(map(parameters.get("entry")).get("level"));
            default -> false;
        };
    }

    @SuppressWarnings("unchecked") // the protocol has objects there
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }

    /** Ends all processes of the browser: it is asked for that, so that it leaves no files, and then made to end. */
    @Override
    public void close() throws Exception {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        try {
            send("Browser.close", Map.of(), null);
            process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception gone) {
            complaints.add(gone.toString());
        }
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
