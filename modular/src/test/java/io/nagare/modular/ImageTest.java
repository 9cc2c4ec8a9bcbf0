package io.nagare.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on a module path alone, and in an image, as {@code docs/modules.md} says. */
class ImageTest {

    private static final String PROGRAM = "io.nagare.modular/io.nagare.modular.Squares";
    private static final String SQUARES = "[1, 4, 9]";

    @TempDir
    private Path directory;

    private final Map<String, Path> modules = new LinkedHashMap<>();

    @BeforeEach
    void findModules() {
        for (String name : new String[] {
            "io.nagare.modular", "io.nagare.api", "io.nagare.engine", "org.reactivestreams", "org.slf4j"
        }) {
            modules.put(name, location(name));
        }
    }

    /** Where a module is that this test runs with. */
    static Path location(String name) {
        return ModuleLayer.boot()
                .configuration()
                .findModule(name)
                .flatMap(module -> module.reference().location())
                .map(Path::of)
                .orElseThrow(() -> new AssertionError(name + " is not on the module path"));
    }

    private String modulePath() {
        return String.join(File.pathSeparator, modules.values().stream().map(Path::toString).toList());
    }

    @Test
    void itRunsOnAModulePath() throws Exception {
        Command ran = Command.jdk("java", directory, "--module-path", modulePath(), "--module", PROGRAM).succeeded();
        assertTrue(ran.said().lines().anyMatch(SQUARES::equals), ran.said());
    }

    @Test
    void theEngineMayBeOnTheClassPath() throws Exception {
        String classPath = modules.remove("io.nagare.engine") + File.pathSeparator + modules.remove("org.slf4j");
        Command ran = Command.jdk(
                        "java",
                        directory,
                        "--module-path",
                        modulePath(),
                        "--class-path",
                        classPath,
                        "--module",
                        PROGRAM)
                .succeeded();
        assertTrue(ran.said().lines().anyMatch(SQUARES::equals), ran.said());
    }

    @Test
    void anImageNeedsAModuleOfReactiveStreams() throws Exception {
        assumeJmods();
        Command refused = link("io.nagare.modular,io.nagare.engine", "refused");
        assertNotEquals(0, refused.code());
        assertTrue(
                refused.said().contains("automatic module cannot be used with jlink: org.reactivestreams"),
                refused.said());
    }

    @Test
    void anImageRunsIfItHasTheEngine() throws Exception {
        assumeJmods();
        modules.put("org.reactivestreams", withDescriptor(modules.get("org.reactivestreams")));
        link("io.nagare.modular,io.nagare.engine", "whole").succeeded();
        Command ran = runImage("whole").succeeded();
        assertTrue(ran.said().lines().anyMatch(SQUARES::equals), ran.said());

        link("io.nagare.modular", "without").succeeded();
        Command missing = runImage("without");
        assertNotEquals(0, missing.code());
        assertTrue(missing.said().contains("--add-modules io.nagare.engine"), missing.said());
    }

    private static void assumeJmods() {
        Path home = Path.of(System.getProperty("java.home"));
        assumeTrue(Files.isExecutable(home.resolve("bin/jlink")), "jlink is not in this JDK");
        assumeTrue(
                Files.isDirectory(home.resolve("jmods")) || Runtime.version().feature() >= 24,
                "this JDK has no modules to link");
    }

    private Command link(String roots, String image) throws Exception {
        return Command.jdk(
                "jlink",
                directory,
                "--module-path",
                modulePath(),
                "--add-modules",
                roots,
                "--output",
                directory.resolve(image).toString());
    }

    private Command runImage(String image) throws Exception {
        return Command.run(directory.resolve(image).resolve("bin/java"), directory, "--module", PROGRAM);
    }

    /** A copy of an automatic module's jar with the descriptor that the JDK's tools make for it. */
    private Path withDescriptor(Path jar) throws Exception {
        Path copy = Files.copy(jar, directory.resolve("reactive-streams.jar"));
        Path sources = directory.resolve("descriptor");
        Command.jdk("jdeps", directory, "--generate-module-info", sources.toString(), jar.toString()).succeeded();
        Path source = sources.resolve("org.reactivestreams/module-info.java");
        if (!Files.exists(source)) {
            source = sources.resolve(
                    "org.reactivestreams/versions/" + Runtime.version().feature() + "/module-info.java");
        }
        assertTrue(Files.exists(source), () -> "jdeps has made " + Arrays.toString(sources.toFile().list()));
        Path classes = directory.resolve("classes");
        Command.jdk(
                        "javac",
                        directory,
                        "--release",
                        "17",
                        "--patch-module",
                        "org.reactivestreams=" + jar,
                        "-d",
                        classes.toString(),
                        source.toString())
                .succeeded();
        Command.jdk(
                        "jar",
                        directory,
                        "--update",
                        "--file",
                        copy.toString(),
                        "-C",
                        classes.toString(),
                        "module-info.class")
                .succeeded();
        assertEquals(true, Files.exists(classes.resolve("module-info.class")));
        return copy;
    }
}
