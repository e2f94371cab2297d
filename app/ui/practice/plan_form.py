"""The form for a session: what is asked, and under which rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.app.planning.saved_plans import MAX_QUESTIONS, SavedPlan, plan_key
from mock_interviewer.app.planning.session_request import SessionRequest, request_from_plan
from mock_interviewer.app.planning.styles import STYLES, InterviewStyle, SessionRules, nearest_style
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.practice.style_picker import ChosenStyle, StylePicker
from mock_interviewer.app.ui.practice.topic_picker import TopicPicker
from mock_interviewer.app.ui.widgets.choice import Picker, SegmentedControl, duration_options
from mock_interviewer.app.ui.widgets.labeled_form import LabeledForm, count_field, in_row

_THINK = (0, 5, 10, 20, 30, 60)
_ANSWER = (0, 30, 60, 120, 180, 300)
_FOLLOW_UPS = (0, 1, 2, 3)


@dataclass(frozen=True)
class BankOffer:
    """A bank to choose, and its sections and groups with their numbers of questions."""

    bank: str
    name: str
    sections: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def label(self) -> str:
        """Its name and size, for people."""
        return f"{self.name}  ({sum(count for _, count in self.sections)})"


class PlanForm(LabeledForm):
    """Controls for Wishes. Plans are kept by whoever owns their file."""

    changed = Signal()
    """The person changed something."""
    shown = Signal()
    """``wishes`` may say something else, whoever changed it."""
    save_asked = Signal(object)
    """A SavedPlan to keep."""
    rename_asked = Signal(str, str)
    """A plan's name, and the one that it shall have."""
    remove_asked = Signal(str)
    """The name of a plan that is to be gone."""

    def __init__(self) -> None:
        super().__init__()
        self._offers: dict[str, BankOffer] = {}
        self._styles: tuple[InterviewStyle, ...] = STYLES
        self._plans: dict[str, SavedPlan] = {}
        self._origin: SavedPlan | None = None
        """The plan that was chosen, though something may have been changed since."""
        self._as_chosen: object = None
        """What stood here when it was chosen."""
        self._left: tuple[SessionRequest, SavedPlan | None, object] | None = None
        """What had no name yet when a style or plan was chosen instead."""
        self._awaited = ""
        """The name of the plan to be chosen once it is offered."""
        self._missing = ""
        self._bank: Picker[str] = Picker("Bank")
        self._topics = TopicPicker()
        self._style = StylePicker()
        self._count = count_field("Number of questions", MAX_QUESTIONS)
        self._order = SegmentedControl("Order", [(True, "Shuffled"), (False, "As listed")])
        self._think: Picker[float] = Picker("Time to think")
        self._limit: Picker[float] = Picker("Time to answer")
        self._back: Picker[FollowUpRules] = Picker("Follow-ups")
        self.add("Bank", in_row(self._bank))
        self.add("Topic", self._topics)
        self.add("Style", self._style)
        self.add("Time", in_row(self._think, self._limit))
        self.add("Follow-ups", in_row(self._back))
        self.add("Questions", in_row(self._count, self._order))
        self.show_wishes(SessionRequest())
        self._bank.chosen.connect(self._bank_chosen)
        self._topics.chosen.connect(self._edited)
        self._style.chosen.connect(self._style_chosen)
        self._style.save_asked.connect(lambda name: self.save_asked.emit(self.wishes.named(name)))
        self._style.rename_asked.connect(self.rename_asked)
        self._style.remove_asked.connect(self.remove_asked)
        self._count.valueChanged.connect(self._count_chosen)
        for control in (self._think, self._limit, self._back, self._order):
            control.chosen.connect(self._edited)

    def offer_banks(self, offers: Sequence[BankOffer], wishes: SessionRequest) -> None:
        """Offer banks, and show ``wishes``; the first bank, whole, where theirs is not offered."""
        self._offers = {offer.bank: offer for offer in offers}
        self._bank.offer([(offer.bank, offer.label) for offer in offers], wishes.bank)
        self.show_wishes(wishes)

    def offer_styles(self, styles: Sequence[InterviewStyle]) -> None:
        """Offer these in place of the styles as they come with the program."""
        self._styles = tuple(styles)
        self._describe()

    def offer_plans(self, plans: Sequence[SavedPlan], kept: str | None = None) -> None:
        """Offer plans that are kept by name.

        ``kept`` is the name under which what is wished for was just kept, "" where a plan was just
        removed; either is told by ``changed``, as wishes name their plan.
        """
        self._plans = {plan.key: plan for plan in plans}
        self._left = None
        if kept is None:
            awaited = self._plans.get(plan_key(self._awaited))
            if awaited is not None:
                self._show_plan(awaited)
        else:
            plan = self._plans.get(plan_key(kept))
            if plan is not None and self.wishes.named(plan.name) == plan:
                self._choose_origin(plan)
        if self._origin is not None and self._origin.key not in self._plans:
            self._origin = None
        self._describe()
        if kept is not None:
            self.changed.emit()

    def unfold_topics(self) -> None:
        """Show the topics to choose from."""
        self._topics.unfold()

    @property
    def wishes(self) -> SessionRequest:
        """What is chosen now."""
        chosen = self._chosen()
        match = self._style_of(self._rules)
        return SessionRequest(
            bank=self._bank.value or "",
            sections=self._topics.value,
            rules=self._rules,
            count=self._count.value(),
            shuffle=self._order.value,
            style=match.id if match is not None else "",
            plan=chosen.plan,
        )

    def show_wishes(self, wishes: SessionRequest) -> None:
        """Show ``wishes``, or the plan that they name where that is offered."""
        plan = self._plans.get(plan_key(wishes.plan))
        if plan is not None:
            self._show_plan(plan)
            return
        self._awaited = wishes.plan
        self._origin, self._missing = None, ""
        self._show(wishes)
        self._describe()

    def _show_plan(self, plan: SavedPlan) -> None:
        self._show(request_from_plan(plan))
        self._missing = self._missing_of(plan)
        self._choose_origin(plan)
        self._describe()

    def _choose_origin(self, plan: SavedPlan) -> None:
        self._awaited = ""
        self._origin, self._as_chosen = plan, self._state

    def _show(self, wishes: SessionRequest) -> None:
        self._show_rules(wishes.rules)
        self._order.choose(wishes.shuffle)
        self._wanted_count = wishes.count
        known = not wishes.bank or wishes.bank in self._offers
        self._bank.choose(
            wishes.bank if wishes.bank in self._offers else next(iter(self._offers), "")
        )
        self._offer_sections(wishes.sections if known else ())

    def _show_rules(self, rules: SessionRules) -> None:
        self._base = rules
        think, limit, back = rules.think_time, rules.answer_limit, rules.follow_ups
        self._think.offer(duration_options(_THINK, "Think", "Think 0 s", think), think)
        self._limit.offer(duration_options(_ANSWER, "Answer", "Any length", limit), limit)
        self._back.offer(_follow_up_options(back), back)

    @property
    def _rules(self) -> SessionRules:
        return replace(
            self._base,
            think_time=self._think.value or 0,
            answer_limit=self._limit.value or 0,
            follow_ups=self._back.value or self._base.follow_ups,
        )

    @property
    def _state(self) -> object:
        """All that a plan says, as far as it is offered here."""
        return (
            self._bank.value,
            self._topics.value,
            self._rules,
            self._wanted_count,
            self._order.value,
        )

    def _style_of(self, rules: SessionRules) -> InterviewStyle | None:
        return next((style for style in self._styles if style.rules == rules), None)

    def _chosen(self) -> ChosenStyle:
        """Return what is chosen, by its name; nothing where it has none."""
        if self._origin is not None:
            as_kept = self._state == self._as_chosen
            return ChosenStyle(plan=self._origin.name) if as_kept else ChosenStyle()
        match = self._style_of(self._rules)
        return ChosenStyle(style=match.id) if match is not None else ChosenStyle()

    def _style_chosen(self) -> None:
        chosen = self._style.value
        style = next((style for style in self._styles if style.id == chosen.style), None)
        plan = self._plans.get(plan_key(chosen.plan))
        if self._chosen() == ChosenStyle():
            self._left = (self.wishes, self._origin, self._as_chosen)
        if plan is not None:
            self._show_plan(plan)
        elif style is not None:
            self._origin, self._missing = None, ""
            self._show_rules(style.rules)
        elif self._left is not None:
            wishes, self._origin, self._as_chosen = self._left
            self._show(wishes)
        self._edited()

    def _bank_chosen(self) -> None:
        self._offer_sections(())
        self._edited()

    def _offer_sections(self, chosen: Sequence[str]) -> None:
        offer = self._offers.get(self._bank.value or "", BankOffer("", "", ()))
        self._topics.offer(offer.sections, chosen, offer.groups)
        self._limit_count()

    def _count_chosen(self, count: int) -> None:
        self._wanted_count = count
        self._edited()

    def _edited(self) -> None:
        self._limit_count()
        self._describe()
        self.changed.emit()

    def _limit_count(self) -> None:
        """Ask for no more questions than there are, but remember what was wanted."""
        sizes = self._topics.sizes or (1,)
        most = max(sizes) if self._base.one_topic else sum(sizes)
        before = self._count.blockSignals(True)
        self._count.setMaximum(max(1, min(most, MAX_QUESTIONS)))
        self._count.setValue(self._wanted_count)
        self._count.blockSignals(before)

    def _describe(self) -> None:
        """Say what is chosen."""
        names = [plan.name for plan in self._plans.values()]
        origin = self._origin.name if self._origin is not None else ""
        chosen = self._chosen()
        custom = chosen == ChosenStyle() or self._left is not None
        self._style.show_choice(self._styles, names, chosen, custom=custom, origin=origin)
        match = self._style_of(self._rules)
        like = nearest_style(self._rules, self._styles).name
        about = match.about if match else f"Like {like}, with times and follow-ups of your own."
        self._style.say(about, self._missing or self._one_topic())
        self.shown.emit()

    def _one_topic(self) -> str:
        if not self._base.one_topic or len(self._topics.sizes) < 2:  # noqa: PLR2004 (one is no choice)
            return ""
        asked = counted(self._count.value(), "question")
        return f"One topic is picked at random, of those that have {asked} or more."

    def _missing_of(self, plan: SavedPlan) -> str:
        """Return what a plan asks for and is not offered, as a sentence."""
        if not self._offers:
            return ""
        if plan.bank and plan.bank not in self._offers:
            return f"The bank of this plan, “{plan.bank}”, is not there any more."
        offer = self._offers[plan.bank or next(iter(self._offers))]
        there = {name for name, _ in offer.sections + offer.groups}
        gone = [section for section in plan.sections if section not in there]
        if not gone:
            return ""
        return f"The bank has no topic “{gone[0]}” any more, which this plan asks for."


def _follow_up_options(chosen: FollowUpRules) -> list[tuple[FollowUpRules, str]]:
    """Return numbers of follow-ups to offer, with their labels; ``chosen`` is among them."""
    figures = sorted({*_FOLLOW_UPS, chosen.most} - {None}, key=lambda most: most or 0)
    labels = [
        (FollowUpRules(most), f"Up to {most} a question" if most else "None") for most in figures
    ]
    return [*labels, (FollowUpRules(None), "As long as something is missing")]
