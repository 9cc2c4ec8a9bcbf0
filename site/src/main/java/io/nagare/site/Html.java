package io.nagare.site;

/** Text as HTML. */
final class Html {

    private Html() {}

    /** Escapes a text for an element or for an attribute in double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns the text of an attribute in which those characters may be escaped. */
    static String unescape(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }

    /** Returns the link from one file of the site to another; both are paths from its root. */
    static String relative(String from, String to) {
        String[] source = from.split("/", -1);
        String[] target = to.split("/", -1);
        int common = 0;
        while (common < source.length - 1 && common < target.length - 1 && source[common].equals(target[common])) {
            common++;
        }
        StringBuilder link = new StringBuilder("../".repeat(source.length - 1 - common));
        for (int i = common; i < target.length; i++) {
            link.append(i > common ? "/" : "").append(target[i]);
        }
        return link.toString();
    }
}
