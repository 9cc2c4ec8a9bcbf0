package io.nagare.bench.report.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Results as files in a folder: the figures, the missing works, and the facts of the run. Each file is a table with
 * commas.
 */
public final class ResultFiles {

    private static final String HEADER = "group,work,peer,metric,round,value";
    private static final String MISSING_HEADER = "group,work,peer,reason";
    private static final String FACTS_HEADER = "fact,value";

    private final Path folder;

    public ResultFiles(Path folder) {
        this.folder = folder;
    }

    public boolean exist() {
        return Files.exists(figures());
    }

    private Path figures() {
        return folder.resolve("results.csv");
    }

    private Path missing() {
        return folder.resolve("missing.csv");
    }

    private Path facts() {
        return folder.resolve("facts.csv");
    }

    /** Reads what {@link #write} has written. */
    public Results read() throws IOException {
        if (!exist()) {
            throw new IllegalArgumentException(
                    folder + " has no results: there is no " + figures().getFileName() + " in it");
        }
        Results results = new Results();
        for (List<String> row : rows(figures(), HEADER)) {
            int round = Integer.parseInt(row.get(4));
            double value = Double.parseDouble(row.get(5));
            results.add(new Sample(Group.of(row.get(0)), row.get(1), row.get(2), Metric.of(row.get(3)), round, value));
        }
        for (List<String> row : rows(missing(), MISSING_HEADER)) {
            results.add(new Missing(Group.of(row.get(0)), row.get(1), row.get(2), row.get(3)));
        }
        for (List<String> row : rows(facts(), FACTS_HEADER)) {
            results.fact(row.get(0), row.get(1));
        }
        return results;
    }

    public void write(Results results) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (Sample sample : results.samples()) {
            lines.add(Csv.line(List.of(
                    sample.group().label(),
                    sample.work(),
                    sample.peer(),
                    sample.metric().label(),
                    Integer.toString(sample.round()),
                    Double.toString(sample.value()))));
        }
        Files.write(figures(), lines);
        lines = new ArrayList<>(List.of(MISSING_HEADER));
        for (Missing what : results.missing()) {
            lines.add(Csv.line(List.of(what.group().label(), what.work(), what.peer(), what.reason())));
        }
        Files.write(missing(), lines);
        lines = new ArrayList<>(List.of(FACTS_HEADER));
        for (var fact : results.facts().entrySet()) {
            lines.add(Csv.line(List.of(fact.getKey(), fact.getValue())));
        }
        Files.write(facts(), lines);
    }

    private static List<List<String>> rows(Path file, String header) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        if (!Files.exists(file)) {
            return rows;
        }
        int columns = Csv.values(header).size();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            List<String> row = Csv.values(line);
            if (row.size() != columns) {
                throw new IllegalArgumentException(
                        file + ", line " + number + ": expected " + columns + " values, but found " + row.size());
            }
            if (number > 1) {
                rows.add(row);
            }
        }
        return rows;
    }
}
