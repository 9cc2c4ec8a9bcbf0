package io.nagare.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example in a process of its own with a heap of 64 MiB. Tests see it from outside: through its clients and the
 * system.
 */
final class AttackedServer implements AutoCloseable {

    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    private static final Pattern LISTENING = Pattern.compile("listening on (\\d+)");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final byte[] LINE = "hello\n".getBytes(StandardCharsets.UTF_8);

    private final String example;
    private final Process process;
    private final int port;
    private final byte[] expected;

    /** @param file the file that the file server serves */
    AttackedServer(String example, Path file) throws IOException {
        this.example = example;
        List<String> command = new ArrayList<>(List.of(JDK.resolve("java").toString(), "-Xmx64m", "-XX:-MaxFDLimit"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Examples.class.getName(), example));
        command.addAll(List.of("--port", "0", "--workers", "2"));
        if (example.equals("file")) {
            command.addAll(List.of("--path", file.toString()));
        }
        expected = example.equals("file") ? Files.readAllBytes(file) : LINE;
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String said = String.valueOf(output.readLine());
        Matcher listening = LISTENING.matcher(said);
        if (!listening.matches()) {
            throw new IOException(example + " said: " + said);
        }
        port = Integer.parseInt(listening.group(1));
    }

    String example() {
        return example;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Connects a client, which the caller closes. */
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Whether the server serves a well-behaved client within the time. */
    boolean serves(int millis) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(millis);
            OutputStream out = socket.getOutputStream();
            if (example.equals("file")) {
                return Arrays.equals(expected, socket.getInputStream().readAllBytes());
            }
            out.write(LINE);
            return hears(socket);
        } catch (IOException failure) {
            return false;
        }
    }

    /**
     * Whether the client gets its own line back. In a chat it may first get ends of other members' lines, and a note
     * about missed lines.
     */
    private static boolean hears(Socket socket) throws IOException {
        int matched = 0;
        while (matched < LINE.length) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                return false;
            }
            matched = read == LINE[matched] ? matched + 1 : read == LINE[0] ? 1 : 0;
        }
        return true;
    }

    int limitOfDescriptors() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/limits"))) {
            if (line.startsWith("Max open files")) {
                return Integer.parseInt(line.substring("Max open files".length()).trim().split(" ")[0]);
            }
        }
        throw new IOException("there is no limit of open files");
    }

    int descriptors() throws IOException {
        return entries("fd").size();
    }

    /**
     * Returns how many connections and listeners are open. Other descriptors belong to the JVM, which opens some at
     * their first use.
     */
    int sockets() throws IOException {
        int count = 0;
        for (Path descriptor : entries("fd")) {
            try {
                if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
                    count++;
                }
            } catch (NoSuchFileException e) {
                // The descriptor was closed meanwhile.
            }
        }
        return count;
    }

    int threads() throws IOException {
        return entries("task").size();
    }

    private List<Path> entries(String kind) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/" + pid(), kind))) {
            entries.forEach(all::add);
        }
        return all;
    }

    /** Returns the used heap in KiB, after a collection. */
    int heap() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        return used.find() ? Integer.parseInt(used.group(1)) : -1;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JDK.resolve("jcmd").toString(), "" + pid(), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }
}
