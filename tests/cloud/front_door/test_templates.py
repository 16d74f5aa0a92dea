"""Mapping templates: what they make of a body, parameters and context, and what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cloud.front_door.templates import Input, TemplateError, Util, render

BODY = '{"name": "Ann", "age": 41, "tags": ["a", "b"], "address": {"city": "Ulm"}, "none": null, "yes": true, "price": 2.5}'
PARAMETERS = {
    "path": {"id": "7", "x": "path"},
    "querystring": {"q": "1", "x": "query"},
    "header": {"X-Tag": "t"},
}


def rendered(template, body=BODY, **variables):
    return render(template, {"input": Input(body, PARAMETERS), "util": Util(), **variables})


@pytest.mark.parametrize(
    "template, expected",
    [
        ("plain # text $ and 5$ #1", "plain # text $ and 5$ #1"),
        ("$input.body", BODY),
        ("$input.json('$.name')", '"Ann"'),
        ("$input.json('$.address')", '{"city":"Ulm"}'),
        ("$input.json('$.nowhere')", '""'),
        (
            "$input.json('$')",
            '{"name":"Ann","age":41,"tags":["a","b"],"address":{"city":"Ulm"},"none":null,"yes":true,"price":2.5}',
        ),
        ("$input.path('$.name')", "Ann"),
        ("$input.path('$.age')/$input.path('$.price')/$input.path('$.yes')", "41/2.5/true"),
        ("$input.path('$.nowhere')|", "|"),
        ("$input.path('$').address.city", "Ulm"),
        ("$input.path('$.address')", "{city=Ulm}"),
        ("$input.path('$.tags')", '["a","b"]'),
        ("$input.path('$.tags')[1]", "b"),
        ("$input.params('id') $input.params('q') $input.params('X-Tag') $input.params('x')", "7 1 t path"),
        ("$input.params('nowhere')|", "|"),
        ("$input.params().querystring.q $input.params().path.get('id')", "1 7"),
        ("${input.params('id')}th $!nowhere.a.b()|", "7th |"),
        ("$stageVariables.mode $context.stage.", "live prod."),
        ("\\$input", "$input"),
    ],
)
def test_references(template, expected):
    assert expected == rendered(template, stageVariables={"mode": "live"}, context={"stage": "prod"})


@pytest.mark.parametrize(
    "template, expected",
    [
        ("#set($a = 1)$a", "1"),
        ("#set( $a = 'x' )\n$a", "x"),
        ('#set($a = "b")#set($c = "${a}-$a.length()")$c', "b-1"),
        ("#set($a = 'it''s $a')$a", "it's $a"),
        ("#set($a = [1, 'b', [2]])$a.size() $a[1] $a.get(2)[0]", "3 b 2"),
        ("#set($a = {'k': 1, \"l\": {}})$a.k$a.l.isEmpty()", "1true"),
        ("#set($a = {})#set($a.b = 2)#set($a['c'] = 3)$a", "{b=2, c=3}"),
        (
            "#set($a = 7 / 2)$a #set($b = 7 % 2)$b #set($c = 2 + 3 * 4)$c #set($d = (2 + 3) * 4)$d",
            "3 1 14 20",
        ),
        ("#set($a = -7 / 2)$a #set($a = 1.5 * 2)$a #set($a = 'n' + 1)$a", "-3 3.0 n1"),
        ("#if(1 == 1)a#end#if(1 == 2)b#else c#end", "a c"),
        ('{"a": 1#if(1 == 1), "b": 2#end}', '{"a": 1, "b": 2}'),
        ("#if(1 == 2){a#else}b#end} #if(1 == 1)a#{else}b#{end}}", "}b} a}"),
        ("#foreach($n in [1..3])$n#if($n == 2)#break}#end#end", "12"),
        ("#{else b #{end", "#{else b #{end"),
        ("#if($nowhere)a#elseif('x' == \"x\")b#else c#end", "b"),
        ("#if(!$nowhere && ($input.path('$.age') >= 41 || false))yes#end", "yes"),
        ("#if(1 < 2 and not (2 lt 1) or $nowhere)yes#end", "yes"),
        ("#if($input.path('$.none') == $null)null#end", "null"),
        ("#if($input.path('$.missing') == '')5#else$input.path('$.missing')#end", "5"),
        ("#if($input.path('$.missing.S') != '')there#else gone#end", " gone"),
        ("#if('' != $input.path('$.missing'))there#end#if($input.path('$.name') != '')there#end", "there"),
        ("#if($input.path('$.missing') == 0 || $input.path('$.missing') == 'null')yes#else no#end", " no"),
        ("#if($input.path('$.missing'))there#else gone#end", " gone"),
        ("#if('')yes#end#if(0)yes#end", "yesyes"),
        ("#foreach($t in $input.path('$.tags'))$t#if($foreach.hasNext),#end#end", "a,b"),
        (
            "#foreach($n in [1..3])$foreach.index:$n:$foreach.count:$velocityCount #end",
            "0:1:1:1 1:2:2:2 2:3:3:3 ",
        ),
        ("#foreach($n in [3..1])$n#end", "321"),
        ("#foreach($e in $input.path('$.address').entrySet())$e.key=$e.value#end", "city=Ulm"),
        ("#foreach($k in $input.path('$').keySet())$k #if($foreach.count == 2)#break#end#end", "name age "),
        ("#foreach($n in $nowhere)x#end|", "|"),
        ("a## comment\nb#* more\n *#c", "abc"),
        ("{\n#if(true)\n  1\n#end\n}", "{\n  1\n}"),
        ("#{if}(true)a#{else}b#end", "a"),
    ],
)
def test_directives(template, expected):
    assert expected == rendered(template)


@pytest.mark.parametrize(
    "template, expected",
    [
        ("$t.length() $t.toUpperCase() $t.substring(1) $t.substring(0, 2)", "5 A,B,C ,b,c a,"),
        (
            "$t.split(',').size() $t.split(',')[2] $t.replace(',', ';') $t.replaceAll('[a-b]', '<$0>')",
            "3 c a;b;c <a>,<b>,c",
        ),
        (
            "$t.contains('b') $t.startsWith('a') $t.endsWith('x') $t.indexOf('b') $t.equals('x')",
            "true true false 2 false",
        ),
        ("#set($l = [])$l.add(1)$l.add('b')$l.contains(1)$l.size()", "truetruetrue2"),
        ("#set($m = {})$!m.put('a', 1)$m.containsKey('a')$m.get('a')$m.keySet()", 'true1["a"]'),
    ],
)
def test_methods(template, expected):
    assert expected == rendered(template, t="a,b,c")


@pytest.mark.parametrize(
    "template, expected",
    [
        ("$util.escapeJavaScript($t)", "a\\\"b\\'c\\/\\n\\u00E4\\uD83D\\uDE00"),
        ("$util.urlEncode('a b&ä')", "a+b%26%C3%A4"),
        ("$util.urlDecode('a+b%26')", "a b&"),
        ("$util.base64Encode('ab')$util.base64Decode('YWI=')", "YWI=ab"),
        ("#set($o = $util.parseJson('{\"a\": [1]}'))$o.a[0]", "1"),
    ],
)
def test_util(template, expected):
    assert expected == rendered(template, t="a\"b'c/\nä😀")


@pytest.mark.parametrize(
    "template, message",
    [
        ("a\n #parse('x')", "line 2, column 2: the lab does not know the directive #parse"),
        ("#whatever($a)", "line 1, column 1: the lab does not know the directive #whatever"),
        ("#if(true)a", "#if has no #end"),
        ("#foreach($a in [1])", "#foreach has no #end"),
        ("a#end", "#end has no #if or #foreach before it"),
        ("#if(true)#else#else#end", "#else comes after #else"),
        ("#set($a 1)", "expected '=' in #set, found '1)'"),
        ("#set($a = )", "expected a value"),
        ("#set($a = 'x)", "this text has no closing '"),
        ("${input", "expected '}' at the end of the reference, found 'the end'"),
        ("#* open", "this comment has no closing"),
        ("$input.body.shout()", "line 1, column 1: the lab does not know the method shout of a text"),
        ("$util.shout()", "the lab does not know the method shout of a $util"),
        ("$input.body.substring(9999)", "substring of a text failed"),
        ("$input.path('$[')", "is no JSONPath"),
        ("$util.parseJson('{')", "parseJson cannot read this"),
        ("#foreach($a in 'text')#end", "goes through a list or a map"),
        ("#set($input.body.x = 1)", "#set cannot change what $input leads to here"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(template, message):
    with pytest.raises(TemplateError) as caught:
        rendered(template)

    assert message in str(caught.value)


@given(st.text(alphabet=st.sampled_from("$#{}()[].!'\"\\ =\nabif1set,:*end")))
def test_any_text_is_rendered_or_refused(template):
    try:
        found = rendered(template)
    except TemplateError as problem:
        found = str(problem)

    assert isinstance(found, str)


@given(st.text(alphabet=st.characters(exclude_characters="$#\\")))
def test_text_without_signs_is_itself(text):
    assert text == rendered(text)
