package io.onemachine.opennebula.template;

import io.onemachine.opennebula.template.Attribute.Single;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.xml.XmlElement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts templates from and to their XML form. */
final class TemplateXml {

    private TemplateXml() {}

    static Attribute attribute(XmlElement element) {
        if (element.children().isEmpty()) {
            return new Single(element.name(), element.text());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (XmlElement value : element.children()) {
            values.putIfAbsent(value.name(), value.text());
        }
        return new Vector(element.name(), values);
    }

    static String write(Template template, String root) {
        StringBuilder out = new StringBuilder(256);
        out.append('<').append(root).append('>');
        for (Attribute attribute : template.attributes()) {
            out.append('<').append(attribute.name()).append('>');
            switch (attribute) {
                case Single single -> cdata(out, single.value());
                case Vector vector ->
                    vector.values().forEach((name, value) -> {
                        out.append('<').append(name).append('>');
                        cdata(out, value);
                        out.append("</").append(name).append('>');
                    });
            }
            out.append("</").append(attribute.name()).append('>');
        }
        return out.append("</").append(root).append('>').toString();
    }

    private static void cdata(StringBuilder out, String value) {
        out.append("<![CDATA[").append(value.replace("]]>", "]]]]><![CDATA[>")).append("]]>");
    }
}
