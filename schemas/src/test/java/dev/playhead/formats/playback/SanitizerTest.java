// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SanitizerTest {

    private final Sanitizer sanitizer = new Sanitizer(Set.of("https://assets.test", "http://cdn.test:81")::contains);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tagName':'script','attributes':{'src':'x.js'}",
                "'tagName':'SCRIPT','attributes':{}",
                "'tagName':'svg:script','isSVG':true,'attributes':{'xlink:href':'x.js'}",
                "'tagName':'base','attributes':{'href':'http://evil/'}",
                "'tagName':'object','attributes':{'data':'x.swf'}",
                "'tagName':'Embed','attributes':{'src':'x.swf'}",
                "'tagName':'meta','attributes':{'HTTP-EQUIV':'refresh','content':'0;url=http://evil/'}",
                "'tagName':['script'],'attributes':{}",
                "'attributes':{}"
            })
    void aForbiddenElementBecomesInertUnderTheSameId(String element) {
        assertThat(snapshot("{'type':2,'id':7,%s,'childNodes':[{'type':3,'id':8,'textContent':'alert(1)'}]}"
                        .formatted(element)))
                .isEqualTo(Json.tree("{'type':2,'id':7,'tagName':'noscript','attributes':{},'childNodes':[]}"));
    }

    @Test
    void nothingIsAddedOrChangedBelowAForbiddenElement() {
        snapshot("{'type':2,'id':7,'tagName':'object','attributes':{},'childNodes':[]}");

        JsonNode data = mutation("{'source':0,'adds':[{'parentId':7,'nextId':null,'node':{'type':3,'id':8}}],"
                + "'attributes':[{'id':7,'attributes':{'data':'x.swf','class':'a'}}]}");

        assertThat(data.path("adds")).isEmpty();
        assertThat(data.path("attributes")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'onclick':'x()'",
                "'OnError':'x()'",
                "'onbeforematch':'x()'",
                "'ping':'http://evil/'",
                "'action':'http://evil/'",
                "'formaction':'http://evil/'",
                "'srcdoc':'<b>'",
                "'href':'javascript:x()'",
                "'href':' \\u0001JaVa\\tScript\\n:x()'",
                "'HREF':'vbscript:x'",
                "'src':'data:text/html,<b>'",
                "'src':'DATA: text/HTML;base64,PGI+'",
                "'xlink:href':'javascript:x()'",
                "'poster':'javascript:x()'",
                "'href':['javascript:x()']"
            })
    void aDangerousAttributeIsDroppedWhereverItStands(String attribute) {
        String attributes = "{%s,'class':'a'}".formatted(attribute);
        JsonNode harmless = Json.tree("{'class':'a'}");

        assertThat(snapshot("{'type':2,'id':7,'tagName':'a','attributes':%s,'childNodes':[]}".formatted(attributes))
                        .path("attributes"))
                .isEqualTo(harmless);
        JsonNode data = mutation("{'source':0,'adds':[{'parentId':7,'nextId':null,'node':{'type':2,'id':8,"
                + "'tagName':'p','attributes':{},'childNodes':[{'type':2,'id':9,'tagName':'A','attributes':"
                + attributes + ",'childNodes':[]}]}}],'attributes':[{'id':7,'attributes':" + attributes + "}]}");
        assertThat(data.at("/adds/0/node/childNodes/0/attributes")).isEqualTo(harmless);
        assertThat(data.at("/adds/0/node/childNodes/0/tagName").asText()).isEqualTo("a");
        assertThat(data.at("/attributes/0/attributes")).isEqualTo(harmless);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'href':'https://shop.test/?q=javascript:'",
                "'title':'javascript: the good parts'",
                "'src':'data:image/png;base64,AA=='",
                "'style':'color:red'",
                "'style':{'color':'red','top':['1px','important'],'left':false}",
                "'href':null",
                "'rr_width':'20px'",
                "'rr_dataURL':'data:image/webp;base64,AA=='",
                "'rr_mediaState':'paused'",
                "'_cssText':'@import url(x);a{background:url(y)}'",
                "'checked':true"
            })
    void aHarmlessAttributeStays(String attribute) {
        String change = "{'id':7,'attributes':{%s}}".formatted(attribute);

        assertThat(mutation("{'source':0,'attributes':[%s]}".formatted(change)).at("/attributes/0"))
                .isEqualTo(Json.tree(change));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iframe", "frame", "IFRAME"})
    void aFrameHasNoSource(String tag) {
        JsonNode frame = snapshot(("{'type':2,'id':7,'tagName':'%s','attributes':{'src':'http://shop/','srcdoc':'<b>',"
                        + "'width':'9'},'childNodes':[]}")
                .formatted(tag));

        assertThat(frame.path("attributes")).isEqualTo(Json.tree("{'width':'9'}"));
        assertThat(mutation("{'source':0,'attributes':[{'id':7,'attributes':{'src':'http://evil/'}}]}")
                        .path("attributes"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://assets.test/a.css, true",
        "HTTPS://Assets.test/a.css, true",
        "http://cdn.test:81/a.css, true",
        "http://assets.test/a.css, false",
        "https://assets.test:444/a.css, false",
        "https://assets.test.evil/a.css, false",
        "https://assets.test@evil/a.css, false",
        "https://evil\\@assets.test/a.css, false",
        "//assets.test/a.css, false",
        "/a.css, false"
    })
    void aLinkRefersToAssetOriginsOnly(String url, boolean kept) {
        String href = "{'href':'%s'}".formatted(url.replace("\\", "\\\\"));
        JsonNode link = snapshot("{'type':2,'id':7,'tagName':'link','attributes':%s,'childNodes':[]}".formatted(href));
        JsonNode data = mutation("{'source':0,'attributes':[{'id':7,'attributes':%s}]}".formatted(href));

        assertThat(link.path("attributes").has("href")).isEqualTo(kept);
        assertThat(data.path("attributes").isEmpty()).isNotEqualTo(kept);
    }

    @Test
    void withoutAssetOriginsNoLinkRefersToAnything() {
        ObjectNode event = Json.object("{'type':2,'data':{'node':{'type':2,'id':7,'tagName':'link','attributes':{"
                + "'rel':'stylesheet','href':'https://assets.test/a.css'},'childNodes':[]}}}");

        new Sanitizer(_ -> false).sanitize(event);

        assertThat(event.at("/data/node/attributes")).isEqualTo(Json.tree("{'rel':'stylesheet'}"));
    }

    @Test
    void anInlinedStyleSheetSurvivesWithoutItsLink() {
        JsonNode link = snapshot("{'type':2,'id':7,'tagName':'link','attributes':{'rel':'stylesheet',"
                + "'href':'http://shop/a.css','_cssText':'a{}'},'childNodes':[]}");

        assertThat(link.path("attributes")).isEqualTo(Json.tree("{'rel':'stylesheet','_cssText':'a{}'}"));
    }

    @Test
    void anAnimationCannotWriteARunnableUrl() {
        JsonNode animation = snapshot("{'type':2,'id':7,'tagName':'animate','isSVG':true,'attributes':{"
                + "'attributeName':'href','from':'#','to':' javascript:x()','values':'#;javascript:x()','dur':'1s'},"
                + "'childNodes':[]}");

        assertThat(animation.path("attributes")).isEqualTo(Json.tree("{'attributeName':'href','from':'#','dur':'1s'}"));
        assertThat(mutation("{'source':0,'attributes':[{'id':7,'attributes':{'to':'javascript:x()'}}]}")
                        .path("attributes"))
                .isEmpty();
    }

    @Test
    void aMetaElementCannotBecomeAnHttpHeaderLater() {
        snapshot("{'type':2,'id':7,'tagName':'meta','attributes':{'content':'0'},'childNodes':[]}");

        assertThat(mutation("{'source':0,'attributes':[{'id':7,'attributes':{'http-equiv':'refresh'}}]}")
                        .path("attributes"))
                .isEmpty();
    }

    @Test
    void canvasMutationsAreLeftOut() {
        assertThat(sanitizer.sanitize(Json.object("{'type':3,'data':{'source':9,'id':7,'commands':[]}}")))
                .isFalse();
    }

    private JsonNode snapshot(String node) {
        ObjectNode event =
                Json.object("{'type':2,'data':{'node':{'type':0,'id':1,'childNodes':[%s]}}}".formatted(node));
        assertThat(sanitizer.sanitize(event)).isTrue();
        return event.at("/data/node/childNodes/0");
    }

    private JsonNode mutation(String data) {
        ObjectNode event = Json.object("{'type':3,'data':%s}".formatted(data));
        assertThat(sanitizer.sanitize(event)).isTrue();
        return event.path("data");
    }
}
