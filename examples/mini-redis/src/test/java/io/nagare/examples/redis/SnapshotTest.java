package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Store;
import io.nagare.testing.VirtualRuntime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The requests that make a store again: each must be one that a server takes. */
class SnapshotTest {

    private static final int MEBIBYTE = 1 << 20;

    private static List<Request> requestsFor(Bytes key, Data data) {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            Store store = new Store(runtime.time(), expired -> {});
            store.put(key, data);
            return Snapshot.of(store);
        }
    }

    private static long length(Request request) {
        // Each word has a line with its length before it, and the end of a line behind it.
        return request.wordsFrom(0).stream().mapToLong(word -> word.length() + 16L).sum() + 16;
    }

    private static List<Bytes> wordsOf(List<Request> requests) {
        return requests.stream().flatMap(request -> request.wordsFrom(2).stream()).toList();
    }

    @Test
    void aListOfLargeItemsIsWrittenInPartsThatCanBeRead() {
        Bytes item = Bytes.wrap(new byte[MEBIBYTE]);
        List<Bytes> items = Collections.nCopies(280, item);
        List<Request> requests = requestsFor(Bytes.utf8("l"), new Data.Line(new ArrayDeque<>(items)));
        assertEquals(items, wordsOf(requests));
        for (Request request : requests) {
            assertTrue(length(request) < 6 * MEBIBYTE, () -> length(request) + " bytes");
        }
    }

    @Test
    void aHashOfLargeFieldsIsWrittenInPartsThatCanBeRead() {
        Bytes value = Bytes.wrap(new byte[MEBIBYTE]);
        LinkedHashMap<Bytes, Bytes> fields = new LinkedHashMap<>();
        List<Bytes> words = new ArrayList<>();
        for (int i = 0; i < 280; i++) {
            Bytes field = Bytes.utf8("f" + i);
            fields.put(field, value);
            words.addAll(List.of(field, value));
        }
        List<Request> requests = requestsFor(Bytes.utf8("h"), new Data.Table(fields));
        assertEquals(words, wordsOf(requests));
        for (Request request : requests) {
            assertEquals(0, request.size() % 2, "a field has lost its value");
            assertTrue(length(request) < 6 * MEBIBYTE, () -> length(request) + " bytes");
        }
    }

    @Test
    void theLargestFieldAndValueBehindTheLargestKeyFit() {
        RespLimits limits = RespLimits.defaults();
        Bytes largest = Bytes.wrap(new byte[limits.longestString()]);
        LinkedHashMap<Bytes, Bytes> fields = new LinkedHashMap<>();
        // Just not enough to be written alone, so that the largest pair comes behind it.
        fields.put(Bytes.utf8("f"), Bytes.wrap(new byte[4 * MEBIBYTE - 2]));
        fields.put(largest, largest);
        List<Request> requests = requestsFor(largest, new Data.Table(fields));
        assertEquals(1, requests.size());
        assertTrue(length(requests.get(0)) <= limits.longestFrame());
    }

    @Test
    void manySmallItemsAreWrittenAThousandAtATime() {
        List<Bytes> items = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            items.add(Bytes.utf8("item" + i));
        }
        List<Request> requests = requestsFor(Bytes.utf8("l"), new Data.Line(new ArrayDeque<>(items)));
        assertEquals(items, wordsOf(requests));
        assertEquals(List.of(1002, 1002, 502), requests.stream().map(Request::size).toList());
    }
}
