package io.nagare.bench.report.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cores for a server and for the load on it, so that neither takes the other's time.
 *
 * @param cores the cores that this process may use, by the system's numbers
 * @param pinning whether there is a program that keeps a process on a core
 */
public record Cores(List<Integer> cores, boolean pinning) {

    public Cores {
        cores = List.copyOf(cores);
    }

    public static Cores ofThisMachine() {
        return new Cores(allowed(), isOnPath("taskset"));
    }

    boolean canPin() {
        return pinning && cores.size() > 1;
    }

    public String describe() {
        if (canPin()) {
            return "server on core " + cores.get(0) + ", load generator on core " + cores.get(1);
        }
        return pinning
                ? "not pinned, because there is one core: server and load generator share it"
                : "not pinned, because there is no taskset: server and load generator may share a core";
    }

    public List<String> server(List<String> command) {
        return pinned(0, command);
    }

    public List<String> load(List<String> command) {
        return pinned(1, command);
    }

    private List<String> pinned(int index, List<String> command) {
        if (!canPin()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cores.get(index))));
        pinned.addAll(command);
        return pinned;
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> allowed() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return numbers(line.substring(line.indexOf(':') + 1).trim());
                }
            }
        } catch (IOException noProc) {
            // not Linux
        }
        return numbers("0-" + (Runtime.getRuntime().availableProcessors() - 1));
    }

    /** Parses a list such as 0-2,5. */
    public static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }
}
