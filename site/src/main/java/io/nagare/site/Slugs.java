package io.nagare.site;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the anchors of the headings of one page, by the rules of GitHub: a link that works there works here.
 *
 * <p>Letters become small, spaces become hyphens, and anything but letters, digits, hyphens and underscores is left
 * out. The second heading of the same name ends with {@code -1}.
 */
final class Slugs {

    private final Map<String, Integer> uses = new HashMap<>();

    /** Returns the anchor of the page's next heading. */
    String next(String heading) {
        String slug = of(heading);
        int before = uses.merge(slug, 1, Integer::sum) - 1;
        if (before == 0) {
            return slug;
        }
        String numbered = slug + "-" + before;
        uses.merge(numbered, 1, Integer::sum);
        return numbered;
    }

    /** Returns the anchor of a heading that is the first of its name. */
    static String of(String heading) {
        StringBuilder slug = new StringBuilder();
        heading.strip().toLowerCase(Locale.ROOT).codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || character == '_' || character == '-') {
                slug.appendCodePoint(character);
            } else if (character == ' ') {
                slug.append('-');
            }
        });
        return slug.toString();
    }
}
