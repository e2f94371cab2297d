"""Form for a session request: what to ask, and by which rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from mock_interviewer.app.planning.interview_styles import (
    STYLES,
    InterviewStyle,
    SessionRules,
    nearest_style,
)
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.app.planning.saved_plans import MAX_QUESTIONS, SavedPlan, plan_key
from mock_interviewer.app.planning.session_request import SessionRequest, request_from_plan
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.practice.style_picker import ChosenStyle, StylePicker
from mock_interviewer.app.ui.practice.topic_picker import TopicPicker
from mock_interviewer.app.ui.widgets.choice import LABEL_JOINT, Picker, duration_options
from mock_interviewer.app.ui.widgets.labeled_form import LabeledForm, count_field, in_row

_THINK = (0, 5, 10, 20, 30, 60)
_ANSWER = (0, 30, 60, 120, 180, 300)
_FOLLOW_UPS = (0, 1, 2, 3)


@dataclass(frozen=True)
class BankOffer:
    """A bank to offer, and its sections and groups with their numbers of questions."""

    bank: str
    name: str
    sections: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def label(self) -> str:
        """The name and the number of questions, as shown."""
        return f"{self.name}  ({sum(count for _, count in self.sections)})"


class PlanForm(LabeledForm):
    """Controls for a SessionRequest. The owner of the plans file saves the plans."""

    changed = Signal()
    """The person changed something."""
    shown = Signal()
    """``request`` may have changed, by the person or by the program."""
    save_requested = Signal(object)
    """Save this SavedPlan."""
    rename_requested = Signal(str, str)
    """The name of a plan, and its new name."""
    delete_requested = Signal(str)
    """The name of a plan to delete."""

    def __init__(self) -> None:
        super().__init__()
        self._offers: dict[str, BankOffer] = {}
        self._styles: tuple[InterviewStyle, ...] = STYLES
        self._plans: dict[str, SavedPlan] = {}
        self._saved_plan: SavedPlan | None = None
        """The plan chosen last, even if the person changed something since."""
        self._as_chosen: object = None
        """The state of the form when that plan was chosen."""
        self._unnamed: tuple[SessionRequest, SavedPlan | None, object] | None = None
        """The custom choice that a style or a plan replaced, for going back to it."""
        self._awaited_plan = ""
        """The name of the plan to choose once it is offered."""
        self._missing = ""
        self._bank: Picker[str] = Picker("Bank")
        self._topics = TopicPicker()
        self._style = StylePicker()
        self._count = count_field("Number of questions", MAX_QUESTIONS)
        self._order: Picker[bool] = Picker("Order")
        self._order.offer([(True, "Shuffled"), (False, "As listed")], chosen=True)
        self._think: Picker[float] = Picker("Time to think")
        self._limit: Picker[float] = Picker("Time to answer")
        self._follow_ups: Picker[FollowUpRules] = Picker("Follow-ups")
        self.add("Bank", in_row(self._bank))
        self.add("Topics", self._topics)
        self.add("Style", self._style)
        self.add("Time", in_row(self._think, self._limit))
        self.add("Follow-ups", in_row(self._follow_ups))
        self.add("Questions", in_row(self._count, self._order))
        self.show_request(SessionRequest())
        self._bank.chosen.connect(self._on_bank_chosen)
        self._topics.chosen.connect(self._edited)
        self._style.chosen.connect(self._on_style_chosen)
        self._style.save_requested.connect(
            lambda name: self.save_requested.emit(self.request.named(name))
        )
        self._style.rename_requested.connect(self.rename_requested)
        self._style.delete_requested.connect(self.delete_requested)
        self._count.valueChanged.connect(self._on_count_chosen)
        for control in (self._think, self._limit, self._follow_ups, self._order):
            control.chosen.connect(self._edited)

    def offer_banks(self, offers: Sequence[BankOffer], request: SessionRequest) -> None:
        """Offer banks, and show ``request``; all of the first bank if its own isn't offered."""
        self._offers = {offer.bank: offer for offer in offers}
        self._bank.offer([(offer.bank, offer.label) for offer in offers], request.bank)
        self.show_request(request)

    def offer_styles(self, styles: Sequence[InterviewStyle]) -> None:
        """Offer these instead of the built-in styles."""
        self._styles = tuple(styles)
        self._describe()

    def offer_plans(self, plans: Sequence[SavedPlan], kept: str | None = None) -> None:
        """Offer saved plans.

        ``kept`` is the name under which the request was just saved, or "" if a plan was just
        deleted. Either emits ``changed``, because a request names its plan.
        """
        self._plans = {plan.key: plan for plan in plans}
        self._unnamed = None
        if kept is None:
            awaited = self._plans.get(plan_key(self._awaited_plan))
            if awaited is not None:
                self._show_plan(awaited)
        else:
            plan = self._plans.get(plan_key(kept))
            if plan is not None and self.request.named(plan.name) == plan:
                self._choose_saved_plan(plan)
        if self._saved_plan is not None and self._saved_plan.key not in self._plans:
            self._saved_plan = None
        self._describe()
        if kept is not None:
            self.changed.emit()

    def unfold_topics(self) -> None:
        """Expand the list of topics."""
        self._topics.unfold()

    @property
    def summary(self) -> str:
        """All that is chosen, in one line; empty without a bank."""
        offer = self._offers.get(self._bank.value or "")
        if offer is None:
            return ""
        chosen = self._chosen()
        names = {style.id: style.name for style in self._styles}
        style = chosen.plan or names.get(chosen.style, "Custom")
        asked = counted(self._count.value(), "question")
        return LABEL_JOINT.join((offer.name, self._topics.summary, style, asked))

    @property
    def missing(self) -> str:
        """A sentence on what the chosen plan asks for but isn't available; "" if all is."""
        return self._missing

    @property
    def request(self) -> SessionRequest:
        """The request as chosen now."""
        chosen = self._chosen()
        match = self._matching_style(self._rules)
        return SessionRequest(
            bank=self._bank.value or "",
            sections=self._topics.value,
            rules=self._rules,
            count=self._count.value(),
            shuffle=self._order.value is not False,
            style=match.id if match is not None else "",
            plan=chosen.plan,
        )

    def show_request(self, request: SessionRequest) -> None:
        """Show ``request``, or the saved plan that it names if that is offered."""
        plan = self._plans.get(plan_key(request.plan))
        if plan is not None:
            self._show_plan(plan)
            return
        self._awaited_plan = request.plan
        self._saved_plan, self._missing = None, ""
        self._show_request(request)
        self._describe()

    def _show_plan(self, plan: SavedPlan) -> None:
        self._show_request(request_from_plan(plan))
        self._missing = self._missing_words(plan)
        self._choose_saved_plan(plan)
        self._describe()

    def _choose_saved_plan(self, plan: SavedPlan) -> None:
        self._awaited_plan = ""
        self._saved_plan, self._as_chosen = plan, self._state

    def _show_request(self, request: SessionRequest) -> None:
        self._show_rules(request.rules)
        self._order.choose(request.shuffle)
        self._wanted_count = request.count
        known = not request.bank or request.bank in self._offers
        self._bank.choose(
            request.bank if request.bank in self._offers else next(iter(self._offers), "")
        )
        self._offer_sections(request.sections if known else ())

    def _show_rules(self, rules: SessionRules) -> None:
        self._base = rules
        think, limit, follow_ups = rules.think_time, rules.answer_limit, rules.follow_ups
        self._think.offer(duration_options(_THINK, "Think", "No thinking time", think), think)
        self._limit.offer(duration_options(_ANSWER, "Answer", "Any length", limit), limit)
        self._follow_ups.offer(_follow_up_options(follow_ups), follow_ups)

    @property
    def _rules(self) -> SessionRules:
        return replace(
            self._base,
            think_time=self._think.value or 0,
            answer_limit=self._limit.value or 0,
            follow_ups=self._follow_ups.value or self._base.follow_ups,
        )

    @property
    def _state(self) -> object:
        """Everything that a plan saves, as the form shows it."""
        return (
            self._bank.value,
            self._topics.value,
            self._rules,
            self._wanted_count,
            self._order.value,
        )

    def _matching_style(self, rules: SessionRules) -> InterviewStyle | None:
        return next((style for style in self._styles if style.rules == rules), None)

    def _chosen(self) -> ChosenStyle:
        """Return the name of the choice; empty if it is custom."""
        if self._saved_plan is not None:
            unchanged = self._state == self._as_chosen
            return ChosenStyle(plan=self._saved_plan.name) if unchanged else ChosenStyle()
        match = self._matching_style(self._rules)
        return ChosenStyle(style=match.id) if match is not None else ChosenStyle()

    def _on_style_chosen(self) -> None:
        chosen = self._style.value
        style = next((style for style in self._styles if style.id == chosen.style), None)
        plan = self._plans.get(plan_key(chosen.plan))
        if self._chosen() == ChosenStyle():
            self._unnamed = (self.request, self._saved_plan, self._as_chosen)
        if plan is not None:
            self._show_plan(plan)
        elif style is not None:
            self._saved_plan, self._missing = None, ""
            self._show_rules(style.rules)
        elif self._unnamed is not None:
            request, self._saved_plan, self._as_chosen = self._unnamed
            self._show_request(request)
        self._edited()

    def _on_bank_chosen(self) -> None:
        self._offer_sections(())
        self._edited()

    def _offer_sections(self, chosen: Sequence[str]) -> None:
        offer = self._offers.get(self._bank.value or "", BankOffer("", "", ()))
        self._topics.offer(offer.sections, chosen, offer.groups)
        self._limit_count()

    def _on_count_chosen(self, count: int) -> None:
        self._wanted_count = count
        self._edited()

    def _edited(self) -> None:
        self._limit_count()
        self._describe()
        self.changed.emit()

    def _limit_count(self) -> None:
        """Limit the count to the available questions, but remember what the person wanted."""
        sizes = self._topics.sizes or (1,)
        most = max(sizes) if self._base.one_topic else sum(sizes)
        before = self._count.blockSignals(True)
        self._count.setMaximum(max(1, min(most, MAX_QUESTIONS)))
        self._count.setValue(self._wanted_count)
        self._count.blockSignals(before)

    def _describe(self) -> None:
        """Show the choice and what it means."""
        names = [plan.name for plan in self._plans.values()]
        origin = self._saved_plan.name if self._saved_plan is not None else ""
        chosen = self._chosen()
        custom = chosen == ChosenStyle() or self._unnamed is not None
        self._style.show_choice(self._styles, names, chosen, custom=custom, origin=origin)
        match = self._matching_style(self._rules)
        like = nearest_style(self._rules, self._styles).name
        about = match.about if match else f"{like}, customized"
        self._style.show_words(about, self._missing or self._one_topic())
        self.shown.emit()

    def _one_topic(self) -> str:
        if not self._base.one_topic or len(self._topics.sizes) < 2:  # noqa: PLR2004 (one is no choice)
            return ""
        asked = counted(self._count.value(), "question")
        return f"Picks one topic at random from those with {asked} or more."

    def _missing_words(self, plan: SavedPlan) -> str:
        """Return a sentence on what a plan asks for but isn't available; "" if all is."""
        if not self._offers:
            return ""
        if plan.bank and plan.bank not in self._offers:
            return f"This plan's bank, “{plan.bank}”, is no longer available."
        offer = self._offers[plan.bank or next(iter(self._offers))]
        available = {name for name, _ in offer.sections + offer.groups}
        gone = [section for section in plan.sections if section not in available]
        if not gone:
            return ""
        return f"This plan's topic “{gone[0]}” is no longer in the bank."


def _follow_up_options(chosen: FollowUpRules) -> list[tuple[FollowUpRules, str]]:
    """Return the numbers of follow-ups to offer, with labels; they include ``chosen``."""
    figures = sorted({*_FOLLOW_UPS, chosen.most} - {None}, key=lambda most: most or 0)
    labels = [
        (FollowUpRules(most), f"Up to {most} per question" if most else "None") for most in figures
    ]
    return [*labels, (FollowUpRules(None), "Until complete")]
