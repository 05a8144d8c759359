"""Models: a recurrent layer, a readout and a loss."""

from rnnlib.models.language_model import LanguageModel
from rnnlib.models.one_to_many import OneToManyModel
from rnnlib.models.sequence import EveryStepModel, LastStepModel
from rnnlib.models.teacher import TeacherModel

__all__ = ["EveryStepModel", "LanguageModel", "LastStepModel", "OneToManyModel", "TeacherModel"]
