package io.nagare.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Promises of the architecture that the compiler does not check. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nagare");

    private static final List<String> MODULES = List.of(
            "api",
            "impl",
            "net",
            "fs",
            "http",
            "process",
            "site",
            "bridges/blockhound",
            "bridges/jackson",
            "bridges/kotlin",
            "bridges/micrometer",
            "bridges/mutiny",
            "bridges/opentelemetry",
            "bridges/reactor",
            "bridges/rxjava",
            "bridges/spring-boot",
            "channels/base",
            "channels/nats",
            "channels/redis",
            "testing",
            "examples",
            "examples/guides",
            "examples/mini-redis",
            "examples/tutorial",
            "examples/spring");

    private static final String[] OPERATORS = {"io.nagare.engine.stage..", "io.nagare.engine.origin.."};

    private static final int WIDEST = 120;

    /** Files that are one long list. */
    private static final Set<String> LONG_FILES =
            Set.of("Many.java", "Stage.java", "Origin.java", "One.java", "ByteOperators.java", "AsyncFile.java");

    @Test
    void operatorsAreFreeOfAtomicsVolatilesAndLocks() {
        noClasses()
                .that()
                .resideInAnyPackage(OPERATORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent.atomic..", "java.util.concurrent.locks..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.invoke.VarHandle")
                .because("one thread at a time runs a strand")
                .check(ALL);
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(OPERATORS)
                .should()
                .notHaveModifier(JavaModifier.VOLATILE)
                .check(ALL);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(OPERATORS)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(ALL);
    }

    @Test
    void onlyTheSeamsKnowTheTimeSleepOrDrawRandomNumbers() {
        DescribedPredicate<JavaAccess<?>> forbidden =
                DescribedPredicate.describe("ask for time, sleep or randomness", access -> {
                    String owner = access.getTargetOwner().getName();
                    String name = access.getTarget().getName();
                    return (owner.equals("java.lang.System")
                                    && (name.equals("nanoTime") || name.equals("currentTimeMillis")))
                            || (owner.equals("java.lang.Thread") && name.equals("sleep"))
                            || (owner.equals("java.lang.Math") && name.equals("random"))
                            || (owner.equals("java.time.Instant") && name.equals("now"))
                            || owner.equals("java.util.Random")
                            || owner.equals("java.util.SplittableRandom")
                            || owner.equals("java.util.concurrent.ThreadLocalRandom");
                });
        noClasses()
                .that()
                .resideOutsideOfPackages("io.nagare.engine.time..")
                .and()
                // VirtualRuntime draws from its seed, and limits the real time of a test's wait. Runaway looks at
                // simulations from outside, in real time. JvmEnd works when the runtimes have gone.
                .doNotHaveSimpleName("VirtualRuntime")
                .and()
                .doNotHaveSimpleName("Runaway")
                .and()
                .doNotHaveSimpleName("JvmEnd")
                .should()
                .accessTargetWhere(forbidden)
                .check(ALL);
    }

    @Test
    void socketsAndNamesComeFromTheDriver() {
        DescribedPredicate<JavaAccess<?>> forbidden =
                DescribedPredicate.describe("open a channel or look up a name", access -> {
                    String owner = access.getTargetOwner().getName();
                    String name = access.getTarget().getName();
                    return owner.startsWith("java.nio.channels.")
                                    && owner.endsWith("SocketChannel")
                                    && name.equals("open")
                            || owner.equals("java.net.InetAddress") && name.endsWith("ByName");
                });
        noClasses()
                .that()
                .resideInAnyPackage("io.nagare.net..", "io.nagare.engine..", "io.nagare.fs..", "io.nagare.process..")
                .and()
                // It runs the code for sockets once early, on the system's own.
                .doNotHaveSimpleName("Rehearsal")
                .and()
                // It reads addresses in digits, for which nobody is asked.
                .doNotHaveSimpleName("ProxyHeader")
                .should()
                .accessTargetWhere(forbidden)
                .check(ALL);
    }

    @Test
    void theLanguageDependsOnReactiveStreamsOnly() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.nagare",
                        "io.nagare.channel",
                        "io.nagare.codec",
                        "io.nagare.stage",
                        "io.nagare.driver",
                        "io.nagare.emit",
                        "io.nagare.failure",
                        "io.nagare.operator",
                        "io.nagare.policy",
                        "io.nagare.sync",
                        "io.nagare.value")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.reactivestreams",
                        "org.jspecify..",
                        "io.nagare",
                        "io.nagare.channel",
                        "io.nagare.codec",
                        "io.nagare.stage",
                        "io.nagare.driver",
                        "io.nagare.emit",
                        "io.nagare.failure",
                        "io.nagare.operator",
                        "io.nagare.policy",
                        "io.nagare.sync",
                        "io.nagare.value")
                .check(ALL);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.nagare.(**)").should().beFreeOfCycles().check(ALL);
    }

    /**
     * Stages are data about streams, and codecs make streams of {@code Bytes}. So the root and these two need each
     * other. What the root needs besides may not need the root.
     */
    @Test
    void theRootPackageIsInACircleWithStagesAndCodecsOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.nagare")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.nagare.channel..",
                        "io.nagare.sync..",
                        "io.nagare.value..",
                        "io.nagare.engine..",
                        "io.nagare.net..",
                        "io.nagare.fs..",
                        "io.nagare.http..",
                        "io.nagare.process..",
                        "io.nagare.testing..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.nagare.driver",
                        "io.nagare.emit",
                        "io.nagare.failure",
                        "io.nagare.operator",
                        "io.nagare.policy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nagare")
                .check(ALL);
    }

    @Test
    void allModulesAreSeen() {
        List<String> packages = List.of(
                "io.nagare",
                "io.nagare.engine",
                "io.nagare.net",
                "io.nagare.fs",
                "io.nagare.http",
                "io.nagare.process",
                "io.nagare.testing");
        for (String name : packages) {
            assertTrue(ALL.containPackage(name), name);
        }
    }

    @Test
    void classesOfTheEngineAreFinalOrMeantToBeExtended() {
        classes()
                .that()
                .resideInAPackage("io.nagare.engine..")
                .and()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .doNotHaveSimpleName("ManyProgram")
                .and()
                .doNotHaveSimpleName("OneProgram")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ALL);
    }

    @Test
    void filesAndMethodsAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src", "main");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(ArchitectureTest::isSource).toList()) {
                    check(file, tooLong);
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void linesAreAtMost120ColumnsWide() throws IOException {
        List<String> tooWide = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(ArchitectureTest::isSource).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).codePointCount(0, lines.get(i).length()) > WIDEST) {
                        tooWide.add(file + ":" + (i + 1));
                    }
                }
            }
        }
        assertEquals(List.of(), tooWide);
    }

    private static boolean isSource(Path file) {
        String name = file.toString();
        return (name.endsWith(".java") || name.endsWith(".kt")) && !name.contains("/target/");
    }

    private static void check(Path file, List<String> tooLong) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String name = file.getFileName().toString();
        assertTrue(lines.size() <= 1000, name);
        if (lines.size() > 400 && !LONG_FILES.contains(name)) {
            tooLong.add(name + " has " + lines.size() + " lines");
        }
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean member = line.startsWith("    ") && !line.startsWith("     ");
            if (member && line.endsWith("{") && line.contains("(")) {
                start = i;
            } else if (member && line.equals("    }") && start >= 0) {
                if (i - start + 1 > 60) {
                    tooLong.add(name + ":" + (start + 1) + " has " + (i - start + 1) + " lines");
                }
                start = -1;
            }
        }
    }
}
