"""Words by which one recognizes the parts of a told experience, where no key point tells them.

They are read as signs, not understood: each list holds turns of phrase that openly mark a part.
"""

import re
from collections.abc import Mapping
from typing import Final

from mock_interviewer.questions.model import StarPart

_SPAN = r"(?:days?|weeks?|months?|quarters?|years?)"
_SEASON = (
    r"(?:year|spring|summer|autumn|fall|winter|month|week|quarter|semester|christmas|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)"
)
_JOB = (
    r"(?:job|role|company|employer|team|position|project|internship|firm|workplace|office|school)"
)

_SITUATION = (
    r"\b(?:when|while) (?:i|we) (?:was|were|worked|joined|started|ran|led|lived|studied|took over)\b",
    rf"\b(?:at|in|for|during|with) (?:my|our) (?:\w+ )?(?:last|previous|former|old|first|current|second"
    rf"|third|recent) (?:\w+ )?{_JOB}\b",
    rf"\b(?:last|this past|that|one) {_SEASON}\b",
    rf"\b(?:a|an|one|two|three|four|five|six|ten|few|couple of|\d+|some) {_SPAN} ago\b",
    r"\bin (?:19|20)\d\d\b(?=[^.?!]{0,120}\b(?:i|we|my|our|me|us)\b)",
    r"\bduring (?:my|our|the)\b|\bin (?:my|our) (?:\w+ )?(?:year|time|days|studies)\b",
    r"\b(?:my|our) (?:project|company|client|employer|department) (?:was|is)\b",
    r"\bi (?:\w+ )?work (?:at|in|for|as)\b|\bas (?:an?|the) [\w -]{3,30}? i\b|\b(?:at work|in (?:my|our) team)\b",
    r"\b(?:an?|this|my) (?:\w+ )?(?:colleague|client|customer|coworker|teammate|student|patient) (?:of mine|of ours|who)\b",
    r"\b(?:it|this|that) (?:was|happened) (?:in|during|around|about|at|back|last|when|early|late|on|my)\b",
    r"\b(?:some time|a while) (?:ago|back)\b|\bearlier this year\b|\brecently\b|\bfor (?:example|instance)\b",
    r"\bwe were (?:building|working|using|running|developing|launching|in the middle|an?|the|about to)\b",
    r"\bat the time\b|\bback then\b|\bback when\b|\bone (?:day|morning|evening|night|time)\b",
    r"\bi once (?!i)\w+|\bthere (?:was|were) (?:a|an|this|these|one|no|some|lots)\b",
    r"\b(?:we|they|i) had (?:a|an|this|these|no|some|trouble|problems|just|about|only|\d+)\b",
    r"\bi(?: was|'m| am| had been|'d been) (?:a|an|the|one of the) [\w -]{2,40}? (?:at|in|for|of|on|with)\b",
    r"\bi (?:was|worked|had been|was working|started|joined) (?:\w+ )?(?:at|for|as|in charge|on|with|in) \w",
    r"\bi was (?:leading|running|working|managing|teaching|studying|responsible|new|building|in charge)\b",
    r"\bi'd (?:just )?(?:joined|started|taken over|been)\b|\bi (?:joined|took over|inherited)\b",
    r"\bour [\w -]{2,30}? (?:was|were|had|kept|took|broke|failed)\b",
    r"(?:^|(?<=[.?!] ))(?:(?:so|well|and|okay),? )?(?:at (?:an?|our|my) \w|(?:for|in|on) (?:an?|our|the)"
    r" (?:[\w'-]+,? ){1,6}?(?:i|we|our)\b)",
    r"\bwhen (?:\w+ ){1,4}?(?:our|my)\b|\bi was (?:\w+ ){0,2}?(?:lead|head|deputy|chief|in charge)\b",
    r"\bthe (?:problem|situation|context|background|setting) was\b",
)
_TASK = (
    r"\bi (?:had to|needed|was asked|was told|was supposed|was expected|was tasked|was meant|volunteered"
    r"|was given|wanted (?:\w+ )?to|wanted (?:him|her|them|us) to)\b(?! (?:been|a call))",
    r"\bi was (?:responsible for|in charge of|to) \w",
    r"\bwe (?:had|needed|were asked|were told|were supposed|were expected|wanted) to\b",
    r"\bi was (?:made|given|put) \w|\bi wanted (?:an?|the|my|\d+)\b|\bwe needed (?:an?|the|two|three|\d+)\b",
    r"\b(?:he|she|they|the \w+|my (?:\w+ )?\w+|our \w+|management|finance|legal|everyone) (?:wanted|insisted|demanded|expected)\b",
    r"\b(?:the|my|our|a) (?:goal|target|aim|objective)\b",
    r"\b(?:my|our) (?:\w+ )?(?:job|task|role|goal|part|responsibility|assignment|target|mission|aim"
    r"|objective|brief|priority|call) (?:was|were|is)\b",
    r"\b(?:the|one|a) (?:\w+ )?(?:goal|task|aim|idea|target|objective|challenge|question|brief|plan"
    r"|deadline|requirement|expectation) (?:was|were|would be|is)\b",
    r"\b(?:asked|told|wanted|expected|needed) (?:me|us|my team) (?:to|for|if|whether)\b",
    r"\bgave (?:me|us) (?:until|till|the task|the job|an?|\w+ (?:days|weeks|months))\b",
    r"\bit was (?:my (?:job|call|turn|responsibility)|up to (?:me|us)|on me|mine)\b",
    r"\bwe (?:\w+ )?(?:had|needed|got) [\w ]{1,30}? (?:to|until|till|before|by)\b",
    r"\bhad to \w|\b(?:needed|has|have) to (?:be|happen|stay|work)\b",
    r"\b(?:set myself|agreed on) (?:a|the|one) (?:\w+ )?(?:rule|goal|target|limit|number)\b",
    r"\bi (?:owned|answered for|signed for)\b|\bi was the \w+ (?:officer|lead|manager|owner)\b",
    r"\b(?:what|all) (?:he|she|they|we|i|you) (?:needed|wanted)\b|\bdeadline\b",
    r"\b(?:responsible for|in charge of|supposed to|assigned|hired to|brought in to|tasked with|due (?:on|in|by|at))\b",
    r"\b(?:needed|hoped|hoping|aimed) to\b|\baimed for\b|\b(?:fell|up) to me\b|\bmine to\b|\bat stake\b|\basked (?:for an?|whether|if) (?:i|we) could\b|\btook (?:it|this|that) on\b",
    rf"\b(?:had|have|was|were|in|only) (?:\w+ )?(?:one|two|three|four|five|six|eight|ten|\d+) {_SPAN} (?:to|left|away|for)\b",
    r"\b(?:challenge|mandate|quota|requirement|assignment|mission) (?:was|is|for)\b",
)
_RESULT = (
    r"\bin the end\b|\bas a result\b|\bthe result\b|\bat the end of the day\b|\bthe upshot\b",
    r"\b(?:which|that) (?:\w+ )?meant\b|\bthanks to (?:this|that)\b|\bso far\b",
    r"\bit (?:\w+ )?(?:worked|paid off|helped|went (?:\w+ )?(?:well|live|fine|great|smoothly|down|up)"
    r"|turned out (?:well|great|fine)|took off)\b",
    r"\bwe (?:\w+ )?(?:shipped|launched|delivered|won|finished|went live|got (?:the|it|there|our)|made it"
    r"|hit|met|started on time|released|restarted|lost)\b",
    r"\b(?:since then|ever since|afterwards|these days|from then on)\b",
    r"\b(?:by|at) (?:the end|then|christmas|easter|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|spring|summer|autumn|winter|day \w+)\b",
    r"\b(?:and|so|but) now\b|\bnow (?:he|she|they|it|we|the|i|our|every)\b|\b(?:is|are) now\b",
    r"\b(?:led to|resulted in|turned into|the outcome|ultimately|all in all|to this day|until today)\b",
    r"\b(?:was|were|is|are|been) (?:\w+ )?(?:happy|satisfied|pleased|impressed|grateful|delighted|accepted|approved"
    r"|published|adopted|merged|resolved|saved)\b|\b(?:worked out|never happened again|hasn't happened|in production)\b",
    r"\bi (?:\w+ )?(?:got (?:the|a|an) (?:job|award|bonus|prize|raise|offer|place)|won|passed|graduated)\b",
    r"\b(?:it|that|this) (?:\w+ )?(?:saved|cut|reduced|brought|gave|led|solved|fixed|earned|improved)\b",
    r"\b(?:the|their|our|customer) (?:\w+ )?feedback (?:was|has)\b|\b(?:un)?fortunately\b|\bluckily\b",
    r"\bended up\b|\bsuccess(?:ful|fully)?\b|\bon time\b|\bpromot(?:ed|ion)\b",
    r"\b(?:dropped|fell|rose|increased|decreased|doubled|halved|improved|grew) (?:to|by|from|a lot)\b",
    r"\b(?:he|she|they|the \w+|my \w+|our \w+|people|customers?|clients?) (?:\w+ )?(?:thanked|agreed"
    r"|approved|renewed|signed|accepted|stopped|thank|took it|took the|came back|apologized|loved|asked"
    r" if|asked for|still use|uses it|use it|passed|stayed|chose|adopted)\b",
    r"\b(?:nobody|no one) (?:\w+ )?(?:[a-z]+ed|lost|left|quit|had to)\b|\bstill (?:exists?|there|running|works?|going|in use)\b|\b(?:gone|went) from\b|\bnowadays\b|\b(?:weeks?|months?|years?|half a year) (?:later|on|in)\b",
    r"\b(?:was|were) (?:all )?(?:done|finished|ready|over|live|fixed|solved|gone)\b",
    r"\b(?:finally|eventually) (?:\w+ )?(?:worked|agreed|went|got|shipped|passed|accepted)\b",
    r"\b(?:within|after) (?:a|an|one|two|three|four|five|six|\d+) (?:\w+ )?(?:days?|weeks?|months?|years?)\b",
)
_REFLECTION = (
    r"\bi(?:'ve)? (?:\w+ )?(?:learned|learnt|realized|realised)\b|\bi(?:'d| would) (?:\w+ )?(?:do|have done)"
    r"\b|\blooking back\b|\bnext time\b|\bin hindsight\b|\bwith hindsight\b|\blesson\b",
    r"\b(?:it|that|this|she|he) (?:taught|told|showed|has taught|has made|'s made|made) me\b",
    r"\bi (?:only )?wish i(?:'d| had)\b|\bi should have\b|\bif i (?:did|could do|had) (?:it|this|that)\b",
    r"\bsince then i\b|\bwhat stayed with me\b|\bwhat i took\b|\bthe (?:takeaway|people i'd)\b",
    r"\b(?:what|one thing|the thing) i(?:'d)? (?:missed|learned|dropped|got wrong|underestimated|overlooked)\b",
    r"\bi'd [^.?!]{0,60}\b(?:sooner|earlier|next time|differently)\b|\b(?:so|and|these days),? (?:now )?i (?:now )?(?:always|ask|check|start|look|test|write|say)\b",
    r"\bi'd (?:step in|ask|start|call|test|bring|tell|try|involve|talk|write|measure)\b",
)
_CASE_SITUATION = (
    r"\b(?:let's say|suppose|assum(?:e|ing)|imagine|in (?:that|this|such a) (?:case|situation|scenario)"
    r"|it depends|if (?:the|a|this|that|we|it|i|my|our|two|both|someone))\b",
)
_CASE_TASK = (
    r"\b(?:my|the|our) (?:\w+ )?(?:priority|goal|aim|task|concern|job|point|question) (?:would be|is|here)\b",
    r"\bwhat matters\b|\bi(?:'d| would) (?:\w+ )?(?:need|want|have) to\b|\bi(?:'d| would) want\b",
)
_CASE_RESULT = (
    r"\b(?:so that|that way|success (?:would|means|looks|is))\b",
    r"\bi(?:'d| would) (?:\w+ )?(?:measure|report|expect|know|check whether|track|see whether|see if)\b",
    r"\bwould (?:\w+ )?(?:go (?:down|up)|drop|fall|mean|rise|improve|show)\b",
)


def _compiled(*lists: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for patterns in lists for one in patterns))


STRONG_RESULT: Final = re.compile(r"\b(?:in the end|as a result|the result was|the upshot)\b")
"""Words that announce a result wherever they stand."""
TOLD: Final[Mapping[StarPart, re.Pattern[str]]] = {
    StarPart.SITUATION: _compiled(_SITUATION),
    StarPart.TASK: _compiled(_TASK),
    StarPart.RESULT: _compiled(_RESULT),
    StarPart.REFLECTION: _compiled(_REFLECTION),
}
"""Signs of the parts of what was lived through; what was done is found by ``who_acted``.

For text in lower case with plain apostrophes.
"""
PLANNED: Final[Mapping[StarPart, re.Pattern[str]]] = {
    StarPart.SITUATION: _compiled(_SITUATION, _CASE_SITUATION),
    StarPart.TASK: _compiled(_TASK, _CASE_TASK),
    StarPart.RESULT: _compiled(_RESULT, _CASE_RESULT),
    StarPart.REFLECTION: _compiled(_REFLECTION),
}
"""The same for what one would do in a case that is put to one."""
