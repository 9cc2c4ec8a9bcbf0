package io.nagare.bench.report;

import io.nagare.bench.report.process.CommandLine;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.turn.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of the command {@code report}.
 *
 * @param folder the folder of the report and the results
 * @param onlyWrite whether nothing is measured and the report is made from present results
 * @param groups the groups that are measured
 * @param work only works with this in their names are measured
 * @param notices the wishes that are not possible; the rest runs
 */
public record ReportOptions(
        Path folder,
        boolean onlyWrite,
        Effort effort,
        Set<Group> groups,
        String work,
        Yardsticks yardsticks,
        List<String> notices) {

    /**
     * Parses the words of the command line.
     *
     * @throws IllegalArgumentException if an option is not known or lacks its value, or if nothing remains to be
     *     measured
     */
    static ReportOptions parse(List<String> words) {
        Path folder = Path.of("report");
        boolean onlyWrite = false;
        Effort effort = Effort.full();
        int rounds = 0;
        String work = "";
        Set<Group> groups = EnumSet.allOf(Group.class);
        Optional<Path> load = Optional.empty();
        Optional<Path> floor = Optional.empty();
        Optional<Path> tokio = Optional.empty();
        Optional<Path> rustls = Optional.empty();
        Optional<Path> libuv = Optional.empty();
        List<String> notices = new ArrayList<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> effort = Effort.fast();
                case "--out" -> folder = Path.of(CommandLine.value(option, rest));
                case "--from" -> {
                    folder = Path.of(CommandLine.value(option, rest));
                    onlyWrite = true;
                }
                case "--only" -> groups = groups(CommandLine.value(option, rest), notices);
                case "--work" -> work = CommandLine.value(option, rest);
                case "--rounds" -> rounds = rounds(CommandLine.value(option, rest));
                case "--load" -> load = CommandLine.program(option, CommandLine.value(option, rest), notices);
                case "--floor" -> floor = CommandLine.program(option, CommandLine.value(option, rest), notices);
                case "--tokio" -> tokio = CommandLine.program(option, CommandLine.value(option, rest), notices);
                case "--rustls" -> rustls = CommandLine.program(option, CommandLine.value(option, rest), notices);
                case "--libuv" -> libuv = CommandLine.program(option, CommandLine.value(option, rest), notices);
                default -> throw new IllegalArgumentException("report has no option " + option);
            }
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", notices));
        }
        Effort wanted = rounds == 0 ? effort : effort.withRounds(rounds);
        Yardsticks yardsticks = new Yardsticks(load, floor, tokio, rustls, libuv);
        return new ReportOptions(folder, onlyWrite, wanted, groups, work, yardsticks, List.copyOf(notices));
    }

    private static int rounds(String value) {
        if (value.matches("[1-9][0-9]?")) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("--rounds needs a number of 1 to 99, but was given " + value);
    }

    private static Set<Group> groups(String list, List<String> notices) {
        Set<Group> groups = EnumSet.noneOf(Group.class);
        for (String label : list.split(",", -1)) {
            try {
                groups.add(Group.of(label));
            } catch (IllegalArgumentException unknown) {
                notices.add(unknown.getMessage());
            }
        }
        return groups;
    }
}
