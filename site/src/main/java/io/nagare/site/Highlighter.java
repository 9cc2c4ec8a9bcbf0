package io.nagare.site;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Marks comments, texts, words of the language, annotations and numbers in code. */
final class Highlighter {

    private static final String TEXT =
            "(?<text>\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+')";

    private static final String NUMBER = "(?<number>\\b(?:0[xX][0-9a-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?)[LlFfDd]?\\b)";

    private static final String JAVA_WORDS =
            """
            abstract assert boolean break byte case catch char class continue default do double else enum extends
            exports final finally float for if implements import instanceof int interface long module native new null
            package permits private protected provides public record requires return sealed short static super switch
            synchronized this throw throws transient transitive true false try uses var void volatile while with yield
            """;

    private static final String KOTLIN_WORDS =
            """
            abstract as break by catch class companion const constructor continue crossinline data do else enum false
            final finally for fun if import in infix init inline inner interface internal is lateinit null object open
            operator out override package private protected public return sealed super suspend this throw true try
            typealias val var vararg when while
            """;

    private static final String RUST_WORDS =
            """
            as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod
            move mut pub ref return self static struct super trait true type unsafe use where while
            """;

    private static final Map<String, Language> LANGUAGES = Map.ofEntries(
            Map.entry("java", braces(JAVA_WORDS)),
            Map.entry("kotlin", braces(KOTLIN_WORDS)),
            Map.entry("kt", braces(KOTLIN_WORDS)),
            Map.entry("rust", braces(RUST_WORDS)),
            Map.entry("rs", braces(RUST_WORDS)),
            Map.entry("json", Language.of(TEXT + "|(?<word>\\b(?:true|false|null)\\b)|" + NUMBER)),
            Map.entry("xml", Language.of(
                    "(?<comment><!--[\\s\\S]*?-->)|(?<word></?[\\w:.-]+|/?>|\\?>|<\\?\\w+)|" + TEXT)),
            Map.entry("sh", shell()),
            Map.entry("bash", shell()),
            Map.entry("yaml", lines()),
            Map.entry("yml", lines()),
            Map.entry("toml", lines()),
            Map.entry("properties", lines()));

    /** What to look for in a language, and the kinds of marks in it. */
    private record Language(Pattern pattern, List<String> kinds) {

        static Language of(String pattern) {
            List<String> kinds = Stream.of("comment", "text", "mark", "word", "number")
                    .filter(kind -> pattern.contains("(?<" + kind + ">"))
                    .toList();
            return new Language(Pattern.compile(pattern, Pattern.MULTILINE), kinds);
        }
    }

    private Highlighter() {}

    /** Returns code as HTML. Code in a language that is not known is only escaped. */
    static String highlight(String code, String language) {
        Language known = LANGUAGES.get(language.toLowerCase(Locale.ROOT));
        if (known == null) {
            return Html.escape(code);
        }
        StringBuilder html = new StringBuilder();
        Matcher token = known.pattern().matcher(code);
        int done = 0;
        while (token.find()) {
            html.append(Html.escape(code.substring(done, token.start())));
            html.append("<span class=\"").append(kind(token, known.kinds())).append("\">");
            html.append(Html.escape(token.group())).append("</span>");
            done = token.end();
        }
        return html.append(Html.escape(code.substring(done))).toString();
    }

    private static String kind(Matcher token, List<String> kinds) {
        for (String kind : kinds) {
            if (token.group(kind) != null) {
                return kind;
            }
        }
        throw new IllegalStateException("A part of the pattern has no name: " + token.pattern());
    }

    private static Language braces(String words) {
        return Language.of("(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)|" + TEXT + "|(?<mark>@(?!interface\\b)[\\w.]+)"
                + "|(?<word>\\b(?:" + words.strip().replaceAll("\\s+", "|") + ")\\b)|" + NUMBER);
    }

    private static Language shell() {
        return Language.of("(?<comment>(?<=^|\\s)#[^\\n]*)|(?<text>\"(?:\\\\.|[^\"\\\\])*+\"|'[^']*')"
                + "|(?<mark>\\$\\w+|\\$\\{[^}]*\\})");
    }

    private static Language lines() {
        return Language.of("(?<comment>(?<=^|\\s)#[^\\n]*)|(?<word>^[ -]*[\\w.\\[\\]-]+(?=\\s*[:=]|$))"
                + "|(?<text>\"(?:\\\\.|[^\"\\\\\\n])*+\"|'[^'\\n]*')");
    }
}
