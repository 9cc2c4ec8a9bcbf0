package io.nagare.net.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a host is what regular expressions say. */
class HostTextTest {

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 =
            Pattern.compile("\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[\\w.-]+)?]?");
    private static final Pattern NAME = Pattern.compile("(?=.{1,254}$)[\\w-]{1,63}(\\.[\\w-]{1,63})*\\.?");

    private static final String USUAL = "0125.:afgAF[]%-_é/";
    private static final int TEXTS = 300_000;

    private static void check(String host) {
        assertEquals(IPV4.matcher(host).matches(), HostText.isIpv4(host), () -> "IPv4: \"" + host + '"');
        assertEquals(IPV6.matcher(host).matches(), HostText.looksLikeIpv6(host), () -> "IPv6: \"" + host + '"');
        assertEquals(NAME.matcher(host).matches(), HostText.isName(host), () -> "name: \"" + host + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "a.", "a..", ".a", "a.b", "[", "]", "[]", "%", ":", "::", "[::1]", "::1%", "::1%eth0.1",
                "[fe80::1%eth0]", "[::1", "::1]", "::ffff:1.2.3.4", "1.2:3", "1.2.3.4", "1.2.3.4.", "1.2.3",
                "1.2.3.4.5",
                "255.255.255.255", "256.1.1.1", "01.2.3.4", "0.0.0.0", "1..2.3", "1.2.3.4\n", "localhost", "a_b-c.D9",
                "a b", "%eth0", ":%:", "::%%"
            })
    void textsOfInterest(String host) {
        check(host);
    }

    @Test
    void labelsAndNamesHaveALimit() {
        String label = "a".repeat(63);
        check(label);
        check(label + "a");
        String name = (label + ".").repeat(3);
        for (int length = 55; length <= 63; length++) {
            check(name + "a".repeat(length));
            check(name + "a".repeat(length) + ".");
        }
    }

    @Test
    void randomTexts() {
        Random random = new Random(1);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int letters = 1 + random.nextInt(USUAL.length());
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(USUAL.charAt(random.nextInt(letters)));
            }
            check(text.toString());
        }
    }
}
