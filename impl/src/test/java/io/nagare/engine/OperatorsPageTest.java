package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Watch;
import io.nagare.policy.Flatten;
import io.nagare.policy.Memory;
import io.nagare.policy.Overflow;
import io.nagare.policy.Repeat;
import io.nagare.policy.Retry;
import io.nagare.policy.Sharing;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares the page "Which operator do I need?" with the code. All public operators of {@link Many} and {@link One},
 * also inherited ones, are on the page, and so are all of Reactor's and RxJava's. Each operator on the page exists.
 */
class OperatorsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "operators.md");

    /** {@code ByteStream.of}, which the page explains in a sentence. */
    private static final Set<String> HOOKS = Set.of("of");

    /** Methods that are no operators, or that convert to another type of their library. */
    private static final Set<String> NO_OPERATORS = Set.of(
            "toString",
            "getPrefetch",
            "bufferSize",
            "toObservable",
            "fromObservable",
            "flatMapObservable",
            "flattenAsObservable",
            "flattenStreamAsObservable",
            "fromMaybe",
            "fromSingle",
            "fromCompletable",
            "wrap",
            "unsafeCreate",
            "safeSubscribe");

    /** The names that the page uses for functions of the reader. */
    private static final Set<String> PLACEHOLDERS = Set.of("f", "step", "other", "children", "below");

    private static final Pattern CALL = Pattern.compile("([A-Za-z]+)\\(");

    private static final List<String> PACKAGES = List.of(
            "reactor.core.publisher",
            "reactor.core.scheduler",
            "reactor.test",
            "reactor.test.publisher",
            "reactor.test.scheduler",
            "io.reactivex.rxjava3.core",
            "io.reactivex.rxjava3.flowables",
            "io.reactivex.rxjava3.parallel",
            "io.reactivex.rxjava3.plugins",
            "io.reactivex.rxjava3.processors",
            "io.reactivex.rxjava3.schedulers",
            "io.reactivex.rxjava3.subjects");

    private static final Pattern CODE = Pattern.compile("`([A-Za-z]+)[^`]*`");

    private static final Set<String> MANY = ours(Many.class);
    private static final Set<String> ONE = ours(One.class);
    private static final Set<String> REACTOR = namesOf(Flux.class, Mono.class);
    private static final Set<String> RXJAVA =
            namesOf(Flowable.class, Single.class, Maybe.class, Completable.class);

    private final List<List<String>> operators = rows(5);
    private final List<List<String>> substitutes = rows(2);

    @Test
    void everyOperatorIsOnThePage() {
        assertEquals(Set.of(), without(union(MANY, ONE), column(operators, 0)), "operators without a row");
    }

    @Test
    void aRowTellsWhichOfTheTypesHaveTheOperator() {
        List<String> wrong = new ArrayList<>();
        for (List<String> row : operators) {
            String name = String.join(" ", names(row.get(0)));
            String on = (MANY.contains(name) ? "Many" : "") + (ONE.contains(name) ? " One" : "");
            boolean overload = row.get(0).contains("(");
            if (overload ? on.isEmpty() || !on.contains(row.get(1)) : !on.strip().equals(row.get(1))) {
                wrong.add(name + " is on '" + on.strip() + "', but the page says '" + row.get(1) + "'");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void noOperatorHasTwoRows() {
        Set<String> seen = new TreeSet<>();
        List<String> twice = operators.stream().map(row -> row.get(0)).filter(name -> !seen.add(name)).toList();
        assertEquals(List.of(), twice);
    }

    @Test
    void theNamesOfOthersExist() {
        assertEquals(Set.of(), without(column(operators, 2), REACTOR), "not Reactor's");
        assertEquals(Set.of(), without(column(operators, 3), RXJAVA), "not RxJava's");
        Set<String> methods = without(column(substitutes, 0), typesOfOthers());
        assertEquals(Set.of(), without(methods, union(REACTOR, RXJAVA)), "neither Reactor's nor RxJava's");
    }

    @Test
    void whatIsToBeWrittenInsteadExists() {
        Set<String> known = namesOf(
                Many.class,
                One.class,
                Flatten.class,
                Memory.class,
                Overflow.class,
                Repeat.class,
                Retry.class,
                Sharing.class,
                Broadcast.class,
                Watch.class,
                Nagare.class,
                TaskLocal.class,
                Optional.class,
                ThreadLocal.class,
                LongStream.class);
        Set<String> called = substitutes.stream()
                .flatMap(row -> Pattern.compile("`[^`]*`").matcher(row.get(1)).results())
                .flatMap(code -> CALL.matcher(code.group()).results())
                .map(call -> call.group(1))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), without(called, union(known, PLACEHOLDERS)));
    }

    @Test
    void everyNameOfOthersIsOnThePage() {
        Set<String> there = union(union(column(operators, 2), column(operators, 3)), column(substitutes, 0));
        assertEquals(
                Set.of(), without(union(REACTOR, RXJAVA), union(there, NO_OPERATORS)), "names of others without a row");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        String page = read();
        Set<String> anchors = page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("^#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z ]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
        Pattern.compile("]\\(([^)]+)\\)")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .forEach(link -> assertTrue(anchors.contains(link) || Files.exists(PAGE.resolveSibling(link)), link));
    }

    private static Set<String> ours(Class<?> type) {
        return methods(type).filter(name -> !HOOKS.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> typesOfOthers() {
        return column(substitutes, 0).stream().filter(OperatorsPageTest::isTypeOfOthers).collect(Collectors.toSet());
    }

    private static boolean isTypeOfOthers(String name) {
        return PACKAGES.stream().anyMatch(of -> {
            try {
                return Modifier.isPublic(Class.forName(of + "." + name, false, Flux.class.getClassLoader())
                        .getModifiers());
            } catch (ClassNotFoundException
                    | LinkageError absent) { // a linkage error where only the case of a letter differs
                return false;
            }
        });
    }

    private static Set<String> namesOf(Class<?>... types) {
        return Arrays.stream(types).flatMap(OperatorsPageTest::methods).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of the public methods, also of inherited ones, without those of {@code Object}. */
    private static Stream<String> methods(Class<?> type) {
        Set<String> common = Arrays.stream(Object.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !common.contains(name));
    }

    /** Returns the rows of the tables with that many columns, without the header rows. */
    private static List<List<String>> rows(int columns) {
        return read().lines()
                .filter(line -> line.startsWith("| ")
                        && !line.startsWith("| Ours")
                        && !line.startsWith("| Theirs")
                        && !line.startsWith("| ---"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .filter(row -> row.size() == columns)
                .toList();
    }

    private static Set<String> column(List<List<String>> rows, int index) {
        return rows.stream()
                .flatMap(row -> names(row.get(index)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Set<String> without(Set<String> all, Set<String> those) {
        return all.stream().filter(name -> !those.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
