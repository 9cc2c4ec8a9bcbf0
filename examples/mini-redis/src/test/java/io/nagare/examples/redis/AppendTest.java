package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nagare.Bytes;
import io.nagare.examples.redis.store.Data;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strings that grow. */
class AppendTest {

    private static final int LARGE = 1 << 20;

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aByteIsAppendedToALargeStringWithoutACopyOfIt() {
        Data.Text text = new Data.Text(Bytes.wrap(new byte[LARGE]));
        Bytes one = Bytes.utf8("x");
        int times = 1_000;
        long before = allocated();
        for (int i = 0; i < times; i++) {
            text.append(one);
        }
        long used = allocated() - before;
        assertEquals(LARGE + times, text.content().length());
        // The string is copied once, into an array with as much room behind it.
        assertTrue(used < 4L * LARGE, used + " bytes");
    }

    @Test
    void bytesThatWereGivenOutStayAsTheyAre() {
        Data.Text text = new Data.Text(Bytes.utf8("-"));
        List<Bytes> seen = new ArrayList<>();
        StringBuilder all = new StringBuilder("-");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            seen.add(text.content());
            expected.add(all.toString());
            text.append(Bytes.utf8(Integer.toString(i)));
            all.append(i);
        }
        text.append(Bytes.empty());
        assertEquals(all.toString(), text.content().utf8());
        assertEquals(expected, seen.stream().map(Bytes::utf8).toList());
    }
}
