package io.nagare.bench.report.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the figures that the system (Linux) has of a process. */
public final class ProcessFigures {

    /**
     * The tick of the times in {@code stat}: a hundredth of a second on all the architectures that the peers' native
     * parts are for.
     */
    private static final double MICROS_OF_TICK = 10_000;

    private ProcessFigures() {}

    /** The CPU time since the process began. */
    public record CpuTime(double userMicros, double systemMicros) {}

    public static CpuTime cpuTime(long pid) throws MeasurementException {
        return parseStat(read(pid, "stat"));
    }

    /**
     * Parses the content of {@code stat}. The program's name in it is in parentheses, and may itself contain spaces and
     * parentheses.
     */
    public static CpuTime parseStat(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new CpuTime(Long.parseLong(fields[11]) * MICROS_OF_TICK, Long.parseLong(fields[12]) * MICROS_OF_TICK);
    }

    /** Returns the bytes of a process that are in memory. */
    public static long resident(long pid) throws MeasurementException {
        return parseResident(read(pid, "status"));
    }

    public static long parseResident(String status) throws MeasurementException {
        for (String line : status.split("\n", -1)) {
            if (line.startsWith("VmRSS:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new MeasurementException("the system does not say how much memory the process has");
    }

    private static String read(long pid, String file) throws MeasurementException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException failure) {
            throw new MeasurementException(
                    "/proc/PID/" + file + " cannot be read: the process has ended, or this is not Linux");
        }
    }
}
