package io.nagare.fs;

import com.sun.management.OperatingSystemMXBean;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.tree.TreeRemoval;
import io.nagare.fs.work.Stop;
import io.nagare.policy.Flatten;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Reads one cached file, and 10,000 files of 4 KiB, in several ways. The ways take turns in each round. For each way it
 * prints three medians: its time, the process's CPU time, and its relative speed. The speed is relative to the plain
 * way of its kind in the same round. Run it by hand, with the arguments rounds (21) and MiB (256).
 */
final class FileReadComparison {

    private static final int CHUNK = 64 * 1024;
    private static final int SMALL_FILES = 10_000;
    private static final int WARM_UP_ROUNDS = 6;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Way(String name, int plainWay, Callable<Long> body) {}

    private FileReadComparison() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 21;
        int mebibytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        Path file = Files.createTempFile("nagare-read", ".txt");
        Path directory = Files.createTempDirectory("nagare-small");
        try (Nagare nagare = Nagare.multiThread().start()) {
            List<Path> small = writeSmall(directory);
            writeLines(file, mebibytes * 1024L * 1024L);
            List<Way> ways = List.of(
                    new Way("plain loop, fresh arrays", 0, () -> plainLoop(file, false)),
                    new Way("plain loop, one buffer", 0, () -> plainLoop(file, true)),
                    new Way("AsyncFile.read", 0, () -> await(nagare, chunks(file, ReadOptions.defaults()))),
                    new Way("AsyncFile.read, 1 MiB ahead", 0,
                            () -> await(nagare, chunks(file, ReadOptions.defaults().readAhead(1 << 20)))),
                    new Way("AsyncFile.read, 2 MiB ahead", 0,
                            () -> await(nagare, chunks(file, ReadOptions.defaults().readAhead(2 << 20)))),
                    new Way("BufferedReader.lines", 5, () -> plainLines(file)),
                    new Way("AsyncFile.lines", 5, () -> await(nagare, lines(file))),
                    new Way("Files.readAllBytes, small", 7, () -> plainSmall(small)),
                    new Way("AsyncFile.readAll, small", 7, () -> await(nagare, small(small, Flatten.arriving()))),
                    new Way("AsyncFile.readAll, one by one", 7,
                            () -> await(nagare, small(small, Flatten.concurrency(1)))),
                    new Way("AsyncFile.readAll, 16 at once", 7,
                            () -> await(nagare, small(small, Flatten.concurrency(16)))));
            compare(ways, rounds, mebibytes);
        } finally {
            Files.delete(file);
            new TreeRemoval(new Stop()).remove(directory);
        }
    }

    private static void compare(List<Way> ways, int rounds, int mebibytes) throws Exception {
        double[][] times = new double[ways.size()][rounds];
        double[][] cpu = new double[ways.size()][rounds];
        double[][] ratios = new double[ways.size()][rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            double[] now = new double[ways.size()];
            double[] cpuNow = new double[ways.size()];
            for (int way = 0; way < ways.size(); way++) {
                long cpuStart = PROCESS.getProcessCpuTime();
                long start = System.nanoTime();
                long result = ways.get(way).body().call();
                now[way] = (System.nanoTime() - start) / 1e6;
                cpuNow[way] = (PROCESS.getProcessCpuTime() - cpuStart) / 1e6;
                if (result == 0) {
                    throw new AssertionError(ways.get(way).name() + " read nothing");
                }
            }
            for (int way = 0; way < ways.size() && round >= 0; way++) {
                times[way][round] = now[way];
                cpu[way][round] = cpuNow[way];
                ratios[way][round] = now[ways.get(way).plainWay()] / now[way];
            }
        }
        System.out.printf(Locale.ROOT, "%s, %d MiB, %d rounds%n", Runtime.version(), mebibytes, rounds);
        for (int way = 0; way < ways.size(); way++) {
            double median = quantile(times[way], 0.5);
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %7.1f ms  CPU %7.1f ms  %6.2f GB/s  speed %5.2f of plain (quartiles %.2f to %.2f)%n",
                    ways.get(way).name(),
                    median,
                    quantile(cpu[way], 0.5),
                    (ways.get(way).plainWay() == 7 ? SMALL_FILES / 256.0 : mebibytes) * 1048.576 / median / 1000,
                    quantile(ratios[way], 0.5),
                    quantile(ratios[way], 0.25),
                    quantile(ratios[way], 0.75));
        }
    }

    private static double quantile(double[] values, double fraction) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }

    private static long await(Nagare nagare, One<Long> result) {
        return Objects.requireNonNull(nagare.blockOn(result));
    }

    private static One<Long> chunks(Path file, ReadOptions options) {
        return AsyncFile.read(file, options).reduce(0L, (sum, chunk) -> sum + chunk.length() + (chunk.get(0) & 1));
    }

    private static One<Long> lines(Path file) {
        return AsyncFile.lines(file).reduce(0L, (sum, line) -> sum + line.length());
    }

    private static long plainLoop(Path file, boolean reusing) throws IOException {
        long sum = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(new byte[CHUNK]);
            for (long position = 0; ; ) {
                buffer = reusing ? buffer.clear() : ByteBuffer.wrap(new byte[CHUNK]);
                int count = channel.read(buffer, position);
                if (count < 0) {
                    return sum;
                }
                position += count;
                sum += count + (buffer.get(0) & 1);
            }
        }
    }

    private static long plainLines(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file);
                Stream<String> lines = reader.lines()) {
            return lines.mapToLong(String::length).sum();
        }
    }

    private static long plainSmall(List<Path> files) throws IOException {
        long sum = 0;
        for (Path file : files) {
            sum += Files.readAllBytes(file).length;
        }
        return sum;
    }

    private static One<Long> small(List<Path> files, Flatten flatten) {
        return Many.fromIterable(files)
                .flatMap(AsyncFile::readAll, flatten)
                .reduce(0L, (sum, content) -> sum + content.length());
    }

    private static List<Path> writeSmall(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < SMALL_FILES; i++) {
            files.add(Files.write(directory.resolve("file" + i), new byte[4096]));
        }
        return files;
    }

    /** Writes lines of 20 to 139 letters, the same in each run. */
    private static void writeLines(Path file, long size) throws IOException {
        Random random = new Random(1);
        ByteBuffer block = ByteBuffer.allocate(1 << 20);
        while (block.remaining() > 140) {
            for (int letters = 20 + random.nextInt(120); letters > 0; letters--) {
                block.put((byte) ('a' + random.nextInt(26)));
            }
            block.put((byte) '\n');
        }
        block.flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (channel.position() < size) {
                channel.write(block.rewind());
            }
        }
    }
}
