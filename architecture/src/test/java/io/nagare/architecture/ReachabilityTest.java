package io.nagare.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is looked for by its name when a program runs is named in the metadata of GraalVM. */
class ReachabilityTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern BY_NAME = Pattern.compile("Class\\.forName\\(|\\.getMethod\\(|\\.getConstructor\\("
            + "|\\.getDeclared\\w+\\(|\\.findVirtual\\(|\\.findStatic\\(|\\.findConstructor\\(|\\.findVarHandle\\("
            + "|\\.newProxyInstance\\(|\\.asInterfaceInstance\\(|ServiceLoader\\.load\\(|\\.getResource\\w*\\(");

    /** The types for each file that looks something up. Without any, an image needs none. */
    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry(
                    "JdkGatherer",
                    List.of(
                            "java.util.stream.Gatherer",
                            "java.util.stream.Gatherer$Integrator",
                            "java.util.stream.Gatherer$Downstream",
                            "java.util.function.Predicate")),
            Map.entry("FoundEngine", List.of()), // the provider is named by the engine
            Map.entry("EagerClasses", List.of()), // all classes of an image are loaded
            Map.entry("ClassCopier", List.of()), // no class can be defined in an image: it goes on without copies
            Map.entry("UnseenFailures", List.of()), // SLF4J's own
            Map.entry("BlockingThreads", List.of("java.lang.Thread", "java.lang.Thread$Builder$OfVirtual")),
            Map.entry("Http", List.of("java.net.http.HttpClient")),
            Map.entry("SystemSignals", List.of("sun.misc.Signal", "sun.misc.SignalHandler")));

    private static final Pattern HANDLE = Pattern.compile(
            "fieldVarHandle\\(\\s*[\\w.()]+,\\s*(\"?\\w+\"?),\\s*VarHandle\\.class,\\s*([\\w.]+)\\.class");

    private static final Pattern NAMED_HANDLE = Pattern.compile("VarHandle \\w+ =\\s*\\w+\\(\"(\\w+)\"");

    private static final Pattern FIELDS = Pattern.compile("\\{\"type\": \"([^\"]+)\", \"fields\": \\[(.*)\\]\\}");

    private static List<Path> modules() throws IOException {
        String poms = Files.readString(ROOT.resolve("pom.xml"));
        return Pattern.compile("<module>(.*?)</module>")
                .matcher(poms)
                .results()
                .map(found -> ROOT.resolve(found.group(1)))
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .filter(ReachabilityTest::isPublished)
                .toList();
    }

    private static boolean isPublished(Path module) {
        try {
            return !Files.readString(module.resolve("pom.xml")).contains("<maven.deploy.skip>true");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<Path> sources(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    /** The metadata of a module; empty if it has none. */
    private static String metadata(Path module) throws IOException {
        Path folder = module.resolve("src/main/resources/META-INF/native-image/io.nagare");
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> artifacts = Files.list(folder)) {
            List<Path> found = artifacts.toList();
            assertEquals(1, found.size(), folder.toString());
            return Files.readString(found.get(0).resolve("reachability-metadata.json"));
        }
    }

    private static String name(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @Test
    void whatIsLookedUpByNameIsNamed() throws IOException {
        List<String> missing = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (Path module : modules()) {
            String metadata = metadata(module);
            for (Path source : sources(module)) {
                String name = name(source);
                if (!BY_NAME.matcher(Files.readString(source)).find() || name.equals("Requirement")) {
                    continue;
                }
                seen.add(name);
                List<String> types = NEEDED.get(name);
                if (types == null) {
                    missing.add(source + " looks something up by its name: put the type into the module's metadata");
                    continue;
                }
                types.stream()
                        .filter(type -> !metadata.contains("\"type\": \"" + type + "\""))
                        .forEach(type -> missing.add(module + " does not name " + type));
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(new TreeSet<>(NEEDED.keySet()), seen);
    }

    /** What a bridge asks of its library: {@code Requirement} looks for one method there. */
    @Test
    void whatABridgeRequiresIsNamed() throws IOException {
        assertTrue(metadata(ROOT.resolve("bridges/reactor")).contains("registerNonBlockingThreadPredicate"));
        assertTrue(metadata(ROOT.resolve("bridges/mutiny")).contains("io.smallrye.mutiny.Context"));
    }

    @Test
    void beansOfJmxAndServicesAreNamed() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path module : modules()) {
            String metadata = metadata(module);
            for (Path source : sources(module)) {
                if (name(source).endsWith("MXBean") && !metadata.contains("." + name(source) + "\"")) {
                    missing.add(source.toString());
                }
            }
            Path services = module.resolve("src/main/resources/META-INF/services");
            if (module.endsWith("impl")) {
                try (Stream<Path> files = Files.list(services)) {
                    for (Path service : files.toList()) {
                        if (!metadata.contains("META-INF/services/" + service.getFileName() + "\"")
                                || !metadata.contains("\"type\": \"" + Files.readString(service).strip() + "\"")) {
                            missing.add(service.toString());
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void fieldsOfVarHandlesAreNamed() throws IOException {
        int fields = 0;
        for (Path module : modules()) {
            Map<String, TreeSet<String>> wanted = new TreeMap<>();
            for (Path source : sources(module)) {
                addHandles(source, wanted);
            }
            Map<String, TreeSet<String>> named = new TreeMap<>();
            FIELDS.matcher(metadata(module))
                    .results()
                    .forEach(found -> named.put(found.group(1), new TreeSet<>(names(found.group(2)))));
            assertEquals(wanted, named, module.toString());
            fields += wanted.values().stream().mapToInt(TreeSet::size).sum();
        }
        assertTrue(fields > 50, "only " + fields + " fields were found");
    }

    private static List<String> names(String fields) {
        return Pattern.compile("\"name\": \"(\\w+)\"")
                .matcher(fields)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static void addHandles(Path source, Map<String, TreeSet<String>> wanted) throws IOException {
        String text = Files.readString(source);
        Matcher handle = HANDLE.matcher(text);
        while (handle.find()) {
            String field = handle.group(1);
            List<String> found = field.startsWith("\"")
                    ? List.of(field.replace("\"", ""))
                    : NAMED_HANDLE.matcher(text).results().map(named -> named.group(1)).toList();
            wanted.computeIfAbsent(type(source, text, handle.toMatchResult()), type -> new TreeSet<>()).addAll(found);
        }
        long handles = Pattern.compile("fieldVarHandle\\(").matcher(text).results().count();
        assertEquals(handles, HANDLE.matcher(text).results().count(), source + " has a handle that is not understood");
    }

    /** The binary name of the class that a handle is for: in the package of the source, or nested in its class. */
    private static String type(Path source, String text, MatchResult handle) {
        String packageName = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
        String simple = handle.group(2);
        boolean nested = !simple.equals(name(source))
                && !simple.contains(".")
                && !Files.exists(source.resolveSibling(simple + ".java"));
        return packageName + "." + (nested ? name(source) + "$" + simple : simple.replace('.', '$'));
    }
}
