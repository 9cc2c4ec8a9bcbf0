package io.nagare.bench.report.check;

import io.nagare.bench.report.process.CommandLine;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The options of the command {@code check}.
 *
 * @param kept the folder of the kept results
 * @param keep whether the new results replace the kept ones
 * @param work only works with this in their names are measured
 * @param notices the wishes that are not possible; the rest runs
 */
public record CheckOptions(Path kept, boolean keep, String work, Yardsticks yardsticks, List<String> notices) {

    /**
     * Parses the words of the command line.
     *
     * @throws IllegalArgumentException if an option is not known or lacks its value
     */
    public static CheckOptions parse(List<String> words) {
        Path kept = Path.of("bench", "kept");
        boolean keep = false;
        String work = "";
        Optional<Path> load = Optional.empty();
        List<String> notices = new ArrayList<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--kept" -> kept = Path.of(CommandLine.value(option, rest));
                case "--keep" -> keep = true;
                case "--work" -> work = CommandLine.value(option, rest);
                case "--load" -> load = CommandLine.program(option, CommandLine.value(option, rest), notices);
                default -> throw new IllegalArgumentException("check has no option " + option);
            }
        }
        if (keep && !work.isEmpty()) {
            throw new IllegalArgumentException("--keep keeps all works, so --work cannot be with it");
        }
        return new CheckOptions(
                kept,
                keep,
                work,
                Yardsticks.NONE.withLoad(load),
                List.copyOf(notices));
    }

    /** The works that can be measured: sockets need the load generator. */
    public List<CheckedWork> works() {
        return CheckedWork.all().stream()
                .filter(each -> each.work().contains(work))
                .filter(each -> each.group() != Group.SOCKETS || yardsticks.load().isPresent())
                .toList();
    }
}
