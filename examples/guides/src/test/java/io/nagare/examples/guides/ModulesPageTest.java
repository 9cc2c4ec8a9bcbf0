package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the modules names every module, and says truly which class is in which package. */
class ModulesPageTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(nagare-[a-z-]+)</artifactId>");
    private static final Pattern ROW = Pattern.compile("\\| (`io\\.nagare.*) \\| (.*) \\| `(io\\.nagare\\.\\w+)` \\|");
    private static final Pattern QUOTED = Pattern.compile("`@?([\\w.]+)`");

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs").resolve("modules.md"));
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    void hasEachModuleOfTheBom() throws IOException {
        String page = page();
        List<String> missing = ARTIFACT.matcher(Files.readString(PROJECT.resolve("bom").resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .filter(artifact -> !artifact.equals("nagare-bom") && !page.contains("| `" + artifact + "` |"))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void classesAreInThePackagesOfTheirRow() throws IOException {
        List<String> strange = new ArrayList<>();
        int found = 0;
        for (MatchResult row : ROW.matcher(page()).results().toList()) {
            List<String> packages = packages(quoted(row.group(1)));
            for (String name : quoted(row.group(2))) {
                found++;
                if (packages.stream().noneMatch(place -> exists(place + "." + name, row.group(3)))) {
                    strange.add(name + " in " + packages);
                }
            }
        }
        assertEquals(List.of(), strange);
        assertTrue(found > 30, "only " + found + " classes were found");
    }

    /** A package that begins with a dot is in the first one. */
    private static List<String> packages(List<String> names) {
        return names.stream()
                .map(name -> name.startsWith(".") ? names.get(0) + name : name)
                .toList();
    }

    /** Tests have a class from the folder of its module, or from its jar. */
    private static boolean exists(String name, String module) {
        try {
            Class<?> type = Class.forName(name, false, ModulesPageTest.class.getClassLoader());
            String where = type.getProtectionDomain().getCodeSource().getLocation().getPath();
            String folder = module.substring(module.lastIndexOf('.') + 1);
            return where.contains("/" + folder + "/") || where.contains("nagare-" + folder + "-");
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
