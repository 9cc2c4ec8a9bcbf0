package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.StartedProgram;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.startup.ProgramJar;
import io.nagare.bench.startup.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Turns that measure whole processes, from {@code java -jar} to the first answer. The jars and archives of all turns
 * are in a folder that is made at the first turn and deleted when this process ends.
 */
public final class StartupTurns {

    /** What a program is started with. */
    enum Sharing {
        DEFAULT("start"),
        APPLICATION("start, archive of the application"),
        AOT_CACHE("start, AOT cache");

        /** The first JDK that makes such a cache with one option. */
        private static final int FIRST_WITH_CACHE = 25;

        private final String work;

        Sharing(String work) {
            this.work = work;
        }

        boolean isThere() {
            return this != AOT_CACHE || Runtime.version().feature() >= FIRST_WITH_CACHE;
        }

        List<String> whenTrained(Path archive) {
            return switch (this) {
                case DEFAULT -> List.of();
                case APPLICATION -> List.of("-XX:ArchiveClassesAtExit=" + archive);
                case AOT_CACHE -> List.of("-XX:AOTCacheOutput=" + archive);
            };
        }

        List<String> whenMeasured(Path archive) {
            return switch (this) {
                case DEFAULT -> List.of();
                case APPLICATION -> List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
                case AOT_CACHE -> List.of("-XX:AOTCache=" + archive);
            };
        }
    }

    private final Map<Starter, Path> jars = new EnumMap<>(Starter.class);

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (Sharing sharing : Sharing.values()) {
            if (sharing.isThere()) {
                for (Starter starter : Starter.values()) {
                    turns.add(turn(starter, sharing));
                }
            }
        }
        return turns;
    }

    private Turn turn(Starter starter, Sharing sharing) {
        return new Turn(Group.STARTUP, sharing.work, starter.peer(), (round, recorder) -> {
            Path jar = jar(starter);
            Path archive = archive(sharing, jar);
            try (StartedProgram program = StartedProgram.start(sharing.whenMeasured(archive), jar)) {
                sample(recorder, sharing, starter, Metric.FIRST_ANSWER, round, program.firstAnswerMillis());
                sample(recorder, sharing, starter, Metric.START_CPU, round, program.cpuMillis());
                sample(recorder, sharing, starter, Metric.RESIDENT, round, program.residentBytes());
                sample(recorder, sharing, starter, Metric.CLASSES, round, program.loadedClasses());
                sample(recorder, sharing, starter, Metric.LIVE_HEAP, round, program.liveHeapBytes());
            }
        });
    }

    private static void sample(
            Recorder recorder, Sharing sharing, Starter starter, Metric metric, int round, double value) {
        recorder.sample(Group.STARTUP, sharing.work, starter.peer(), metric, round, value);
    }

    private Path jar(Starter starter) throws MeasurementException, IOException {
        Path present = jars.get(starter);
        if (present != null) {
            return present;
        }
        Path folder = Files.createTempDirectory("nagare-startup");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "deletes jars"));
        Path jar = folder.resolve(starter.peer() + ".jar");
        ProgramJar.write(starter, jar);
        jars.put(starter, jar);
        return jar;
    }

    /** The archive beside the jar. The first turn that needs it runs the program once to make it. */
    private static Path archive(Sharing sharing, Path jar)
            throws MeasurementException, IOException, InterruptedException {
        Path archive = jar.resolveSibling(sharing.name());
        List<String> options = sharing.whenTrained(archive);
        if (!options.isEmpty() && !Files.exists(archive)) {
            try (StartedProgram trained = StartedProgram.start(options, jar)) {
                trained.end();
            }
            if (!Files.exists(archive)) {
                throw new MeasurementException("the JVM has made no archive with " + options);
            }
        }
        return archive;
    }

    private static void delete(Path folder) {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException left) {
            // the system cleans its temporary folder
        }
    }
}
