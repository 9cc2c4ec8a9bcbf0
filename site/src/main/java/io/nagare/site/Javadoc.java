package io.nagare.site;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Javadoc of all published modules as one set of pages, so that links from module to module lead somewhere.
 *
 * <p>The modules are those that the BOM names. The tool of the JDK makes the pages from their sources; every warning is
 * a problem. What the modules need is on class paths that the build has written beside each module.
 */
final class Javadoc {

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(nagare-[a-z0-9-]+)</artifactId>");

    private static final Pattern NAME = Pattern.compile("module\\s+([\\w.]+)\\s*\\{");

    private static final String CLASS_PATH = "target/classpath.txt";

    private static final Pattern AUTOMATIC = Pattern.compile("<Automatic-Module-Name>([\\w.]+)<");

    private static final Pattern DESCRIPTION = Pattern.compile("<description>([^<]+)</description>");

    private static final Pattern DEPENDENCY =
            Pattern.compile("<artifactId>nagare-(\\w+)</artifactId>\\s*(?:<optional>true</optional>)?\\s*</dep");

    /** A module: its name, where its sources are, whether it has no declaration, and the jars that it needs. */
    private record Module(String name, String sources, boolean isAutomatic, List<Path> jars) {}

    private final Path root;
    private final Path folder;
    private final Problems problems;

    Javadoc(Path root, Path folder, Problems problems) {
        this.root = root;
        this.folder = folder;
        this.problems = problems;
    }

    /** Makes the pages; {@code work} is a folder for what is only needed meanwhile. */
    void make(Path work) throws IOException {
        List<Module> modules = modules(work);
        List<String> options = new ArrayList<>(List.of(
                "-d", folder.toString(),
                "-quiet", "-notimestamp", "-Xdoclint:all,-missing", "-Werror", "-use",
                "-encoding", "UTF-8", "-charset", "UTF-8", "-docencoding", "UTF-8",
                "-windowtitle", "Nagare", "-doctitle", "Nagare",
                "-header", "<a href=\"{@docRoot}/../index.html\">Nagare</a>"));
        options.addAll(List.of("--module-path", jars(modules, false), "--class-path", jars(modules, true)));
        options.addAll(List.of("--module", modules.stream().map(Module::name).collect(Collectors.joining(","))));
        for (Module module : modules) {
            options.addAll(List.of("--module-source-path", module.name() + "=" + module.sources()));
            if (module.isAutomatic()) {
                options.addAll(List.of("--add-reads", module.name() + "=ALL-UNNAMED"));
            }
        }
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        ToolProvider tool = ToolProvider.findFirst("javadoc").orElseThrow();
        int result = tool.run(writer, writer, options.toArray(String[]::new));
        if (result != 0 || !said.toString().isBlank()) {
            said.toString().lines().forEach(line -> problems.add("javadoc", 0, line));
        }
    }

    /** Returns the published modules that have types in Java. */
    private List<Module> modules(Path work) throws IOException {
        Map<String, Path> folders = foldersOfArtifacts();
        List<Module> modules = new ArrayList<>();
        Matcher artifact = ARTIFACT.matcher(Files.readString(root.resolve("bom/pom.xml")));
        while (artifact.find()) {
            Path module = folders.get(artifact.group(1));
            if (module != null && hasTypes(module)) {
                modules.add(moduleOf(module, work));
            }
        }
        return modules;
    }

    private static boolean hasTypes(Path module) throws IOException {
        Path sources = module.resolve("src/main/java");
        if (!Files.exists(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.endsWith(".java") && !name.endsWith("-info.java"));
        }
    }

    private Module moduleOf(Path folder, Path work) throws IOException {
        Path sources = folder.resolve("src/main/java");
        Path declared = sources.resolve("module-info.java");
        List<Path> jars = jarsOf(folder);
        if (Files.exists(declared)) {
            return new Module(first(NAME, declared), sources.toString(), false, jars);
        }
        String name = first(AUTOMATIC, folder.resolve("pom.xml"));
        Path made = Files.createDirectories(work.resolve(name));
        Files.writeString(made.resolve("module-info.java"), declaration(name, folder, sources));
        return new Module(name, made + File.pathSeparator + sources, true, jars);
    }

    /** Declares a module that has no declaration: it exports all its packages and reads those of ours that it needs. */
    private static String declaration(String name, Path folder, Path sources) throws IOException {
        StringBuilder declaration = new StringBuilder("/** " + first(DESCRIPTION, folder.resolve("pom.xml")) + " */\n");
        declaration.append("module ").append(name).append(" {\n");
        String pom = Files.readString(folder.resolve("pom.xml")).replaceFirst("<parent>[\\s\\S]*?</parent>", "");
        Matcher dependency = DEPENDENCY.matcher(pom);
        while (dependency.find()) {
            declaration.append("    requires transitive io.nagare.").append(dependency.group(1)).append(";\n");
        }
        declaration.append("    requires java.management;\n");
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .distinct()
                    .sorted()
                    .forEach(exported -> declaration.append("    exports ").append(exported).append(";\n"));
        }
        return declaration.append("}\n").toString();
    }

    private static String first(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        if (!matcher.find()) {
            throw new IOException(file + " has nothing like " + pattern);
        }
        return matcher.group(1);
    }

    private static List<Path> jarsOf(Path module) throws IOException {
        Path list = module.resolve(CLASS_PATH);
        if (!Files.exists(list)) {
            throw new IOException("There is no " + list + ": build the site with -Psite, which writes it");
        }
        return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                .filter(jar -> !jar.isEmpty())
                .map(Path::of)
                .filter(jar -> !jar.getFileName().toString().startsWith("nagare-"))
                .toList();
    }

    /** Returns the path of the jars that modules need, each library once, in the first version that is named. */
    private static String jars(List<Module> modules, boolean automatic) {
        Map<Path, Path> libraries = new LinkedHashMap<>();
        modules.stream()
                .filter(module -> module.isAutomatic() == automatic)
                .flatMap(module -> module.jars().stream())
                .forEach(jar -> libraries.putIfAbsent(jar.resolve("../..").normalize(), jar));
        return libraries.values().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Map<String, Path> foldersOfArtifacts() throws IOException {
        Map<String, Path> folders = new LinkedHashMap<>();
        String parent = Files.readString(root.resolve("pom.xml"));
        int profiles = parent.indexOf("<profiles>");
        Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(parent);
        while (module.find()) {
            Path folder = root.resolve(module.group(1));
            // A module that only a profile builds, as it needs a newer JDK, is here if it has been built.
            if (module.start() > profiles && !Files.exists(folder.resolve(CLASS_PATH))) {
                continue;
            }
            String pom = Files.readString(folder.resolve("pom.xml"));
            Matcher artifact = ARTIFACT.matcher(pom.replaceFirst("<parent>[\\s\\S]*?</parent>", ""));
            if (artifact.find()) {
                folders.put(artifact.group(1), folder);
            }
        }
        return folders;
    }
}
