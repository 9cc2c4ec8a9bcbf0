package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Forty cases that an implementation of operators must pass. They are collected from faults of other implementations. A
 * test of a case has a tag with its number, {@code case-01} to {@code case-40}. The tag runs the test alone.
 *
 * <ol>
 *   <li>null as a subscriber, item, failure or subscription
 *   <li>one onSubscribe, before everything else
 *   <li>demand below one
 *   <li>demands with a sum that does not fit into a long
 *   <li>demand multiplied by a size
 *   <li>demand from within signals and from other threads, with a bounded stack
 *   <li>cancellation from within signals, twice, and before demand
 *   <li>demand and cancellation after the end
 *   <li>a source that signals before its subscription and after its end
 *   <li>a source that sends more than was requested
 *   <li>an end without demand
 *   <li>functions that throw, also fatal errors
 *   <li>functions that return null, iterators that fail
 *   <li>hooks that throw
 *   <li>suppliers, resources and releases that fail
 *   <li>an item that meets a cancellation
 *   <li>a failure that meets a completion
 *   <li>demand that meets items while the source changes
 *   <li>the end of an inner publisher that meets the end of the outer
 *   <li>switchMap: items of the old publisher, of the new, and a cancellation
 *   <li>a subscription that meets the end of a shared source
 *   <li>a subscription that meets the departure of the last subscriber
 *   <li>several senders, subscribers and an end on a channel
 *   <li>a deadline that meets an item and a cancellation
 *   <li>a list or a window at its time limit, at its size, without demand, and cancelled
 *   <li>a cancellation while a resource is acquired
 *   <li>a runtime that is closed meanwhile
 *   <li>demand from two threads
 *   <li>flatMap: its concurrency, constants, many publishers
 *   <li>the order of flatMap and concatMap, delayed errors
 *   <li>zip: the shortest source, and the items of the other sources
 *   <li>combineLatest and withLatestFrom: an empty source, a new row for each item
 *   <li>sharing: the subscriber that paces, one that leaves, one that comes late
 *   <li>replaying: bounds in size and time, failures, the first to leave
 *   <li>groupBy: too many groups, cancelled and unclaimed ones
 *   <li>windows without a subscriber
 *   <li>retry and repeat: demand, stack, cancellation of a wait
 *   <li>take: exact demand, nothing at all
 *   <li>a shorter way of running gives the same signals
 *   <li>nothing is reachable after the end; locals are seen everywhere
 * </ol>
 */
class MustPassTest {

    private static final Pattern TAG = Pattern.compile("@Tag\\(\"case-(\\d\\d)\"\\)");

    @Test
    void eachCaseHasATest() throws IOException {
        TreeSet<Integer> cases = new TreeSet<>();
        for (String module : List.of("impl", "tck")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    TAG.matcher(Files.readString(file))
                            .results()
                            .forEach(tag -> cases.add(Integer.valueOf(tag.group(1))));
                }
            }
        }
        assertEquals(IntStream.rangeClosed(1, 40).boxed().toList(), List.copyOf(cases));
    }
}
